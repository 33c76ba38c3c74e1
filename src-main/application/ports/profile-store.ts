import type { JsonObject } from '#shared/lang/json.ts';

/** The profiles an admin has made or imported. */
export interface ProfileStore {
  /** By id, ascending: documents as they were saved. */
  list(): Promise<readonly JsonObject[]>;
  /** Creates or replaces. */
  save(id: string, definition: JsonObject): Promise<void>;
  /** False when there is none with the id. */
  remove(id: string): Promise<boolean>;
}
