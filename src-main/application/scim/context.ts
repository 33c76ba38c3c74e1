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
}
