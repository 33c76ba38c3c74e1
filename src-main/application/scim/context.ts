import type { Clock } from '../ports/clock.ts';
import type { DirectoryReader } from '../ports/directory-reader.ts';
import type { ResourceStore } from '../ports/resource-store.ts';
import type { Secrets } from '../ports/secrets.ts';

/** What the use cases of resources need of the outside. */
export interface ScimContext {
  readonly resources: ResourceStore;
  readonly directory: DirectoryReader;
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** Tells that a resource that was deleted has left these groups, which no log entry of theirs says. */
  readonly memberLeft: (tenantId: string, groupIds: readonly string[]) => void;
}
