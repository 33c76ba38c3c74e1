// All documents of a resource type, a piece at a time: for what must look at every person and may not block meanwhile.

export interface DocumentPage {
  readonly documents: readonly {
    /** JSON text, without the members (see StoredResource). */
    readonly doc: string;
    readonly memberCount: number;
  }[];
  /** Where the next piece begins, for `after`; absent behind the last one. */
  readonly next?: number;
}

export interface DocumentReader {
  /** How many there are. */
  count(tenantId: string, resourceType: string): Promise<number>;
  /** A text that is another one after any of them was made, changed or removed. */
  state(tenantId: string, resourceType: string): Promise<string>;
  /** In creation order; `after` 0 begins with the first. */
  page(tenantId: string, resourceType: string, after: number, limit: number): Promise<DocumentPage>;
}
