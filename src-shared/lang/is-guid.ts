const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a GUID as Entra writes its ids (RFC 9562 §4), in any case, and nothing else. */
export const isGuid = (text: string): boolean => guid.test(text);
