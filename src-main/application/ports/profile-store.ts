import type { JsonObject } from '#shared/lang/json.ts';
import type { Judge } from './tenant-store.ts';

/** The profiles an admin has made or imported. */
export interface ProfileStore {
  /** By id, ascending: documents as they were saved. */
  list(): Promise<readonly JsonObject[]>;
  /** Creates or replaces; `judges` are asked about the tenants that have it, by their ids. */
  save(id: string, definition: JsonObject, judges?: ReadonlyMap<string, Judge>): Promise<void>;
  /** False when there is none with the id. */
  remove(id: string): Promise<boolean>;
}
