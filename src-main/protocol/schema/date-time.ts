// dateTime values, RFC 7643 §2.3.5: xsd:dateTime text, compared by the instant it names. Without a zone it is UTC.

const dateTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/i;

/** xsd:dateTime has a date and a time with seconds; the zone may be left out. */
const xsdDateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** Whether the text is a dateTime as RFC 7643 §2.3.5 writes it; `normalizeDateTime` reads a date alone too. */
export const isXsdDateTime = (text: string): boolean => xsdDateTime.test(text) && normalizeDateTime(text) !== undefined;

/** The instant as ISO 8601 UTC with milliseconds, `2011-05-13T04:42:34.000Z`; undefined when the text is no dateTime. */
export function normalizeDateTime(text: string): string | undefined {
  const match = dateTime.exec(text);
  if (match === null) return undefined;
  const zoned = match[1] === undefined && text.length > 10 ? `${text}Z` : text;
  const instant = new Date(zoned.toUpperCase());
  if (Number.isNaN(instant.getTime())) return undefined;
  const iso = instant.toISOString();
  // Years outside 0000..9999 get a sign and would no longer sort as text.
  return iso.length === 24 ? iso : undefined;
}
