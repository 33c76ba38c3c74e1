/**
 * The one case folding of Rollcall, for every comparison that is not caseExact (RFC 7643 §2.2) and for the folded keys
 * that SQLite stores. SQLite's own lower() knows ASCII only. NFKC first, so that two spellings of one character are
 * equal; RFC 7644 §5 asks for PRECIS preparation, of which this is the part that identity providers need. The two small
 * sigmas are one: toLowerCase() picks one by what follows, and "ΝΙΚΟΣΑ" would not start with "ΝΙΚΟΣ".
 */
export const foldCase = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
