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
  /** Ascends whenever a resource of any tenant was made, changed or removed. */
  newestChange(): Promise<number>;
  /** In creation order; `after` 0 begins with the first. */
  page(tenantId: string, resourceType: string, after: number, limit: number): Promise<DocumentPage>;
}
