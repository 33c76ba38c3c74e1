/** What one request may cost. Above a limit the answer names it; nothing is read, parsed or stored. */
export const limits = {
  /** Bytes of a request body; above: 413 (RFC 7644 §3.12). */
  bodyBytes: 1024 * 1024,
  /** Nesting of a JSON body, checked before JSON.parse; above: 413. V8 parses 200,000 levels but cannot print them. */
  jsonDepth: 16,
  /** Characters of a filter. */
  filterCharacters: 4096,
  /** Tokens of a filter. */
  filterTokens: 400,
  /** Nested parentheses and brackets of a filter. */
  filterDepth: 20,
  /** Values of one multi-valued attribute in a document; a group's members are not in it and not counted. Above: 400. */
  attributeValues: 1000,
  /** PATCH operations in one request, except those that add or remove members by id; above: 413. */
  patchOperations: 1000,
  /** Operations of one bulk request: `bulk.maxOperations`; above: 413 (RFC 7644 §3.7.4). */
  bulkOperations: 1000,
  /** Bytes of a bulk request's body: `bulk.maxPayloadSize`; above: 413 (RFC 7644 §3.7.4). */
  bulkBytes: 2 * 1024 * 1024,
  /** Resources on one page; a larger `count` is clamped, never refused (RFC 7644 §3.4.2.4). */
  pageSize: 200,
  /** Page size when the client sends no `count`. */
  defaultPageSize: 100,
  /** For how long a cursor leads on: `pagination.cursorTimeout` (RFC 9865 §4); after that: 400 expiredCursor. */
  cursorSeconds: 3600,
} as const;
