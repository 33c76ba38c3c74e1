/* oxlint-disable unicorn/consistent-function-scoping -- printed as text, so nothing may stand outside */
// These functions are printed and run inside Chromium, and the codec in Node too: no imports, nothing from outside.

/** What structured clone keeps, as text: what crosses Electron's IPC. */
export function codec() {
  type Tagged = { readonly $: string; readonly v?: unknown; readonly n?: string };

  const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

  const packObject = (value: object): unknown => {
    if (Array.isArray(value)) return value.map(pack);
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (ArrayBuffer.isView(value)) {
      return { $: 'bytes', v: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    if (value instanceof Map) return { $: 'map', v: [...value].map(pack) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(pack) };
    if (value instanceof Error) return { $: 'error', n: value.name, v: value.message };
    return { $: 'object', v: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pack(inner)])) };
  };

  const pack = (value: unknown): unknown => {
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', v: String(value) };
    if (typeof value === 'function' || typeof value === 'symbol') throw new Error('An object could not be cloned.');
    return typeof value === 'object' && value !== null ? packObject(value) : value;
  };

  const unpack = (packed: unknown): unknown => {
    if (packed === null || typeof packed !== 'object') return packed;
    if (Array.isArray(packed)) return packed.map(unpack);
    const { $: tag, v: value, n: name } = packed as Tagged;
    switch (tag) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(value as string);
      case 'number':
        return Number(value);
      case 'date':
        return new Date(value as number);
      case 'bytes':
        return Uint8Array.from(atob(value as string), (character) => character.charCodeAt(0));
      case 'map':
        return new Map((value as unknown[]).map(unpack) as [unknown, unknown][]);
      case 'set':
        return new Set((value as unknown[]).map(unpack));
      case 'error':
        return Object.assign(new Error(value as string), { name });
      default:
        return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, unpack(inner)]));
    }
  };

  return {
    encode: (value: unknown): string => JSON.stringify(pack(value)),
    decode: (text: string): unknown => unpack(JSON.parse(text)),
  };
}
