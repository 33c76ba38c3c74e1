// The console's session secret. Rollcall prints it in the fragment of the console URL (`#session=…`), which a browser
// never sends to a server; it is kept for this tab only and taken out of the address bar at once.

const storageKey = 'rollcall.session';

type Place = Pick<Location, 'hash' | 'pathname' | 'search'>;
type Past = Pick<History, 'replaceState'>;
type Keep = Pick<Storage, 'getItem' | 'setItem'>;

/** The secret of this tab: the one in the URL if there is one, else the one kept earlier; null when there is none. */
export function takeSession(place: Place, past: Past, keep: Keep): string | null {
  const found = /^#session=([^&]*)&?(.*)$/.exec(place.hash);
  if (found === null) return keep.getItem(storageKey);
  const [, encoded = '', rest = ''] = found;
  const secret = decodeURIComponent(encoded);
  keep.setItem(storageKey, secret);
  past.replaceState(null, '', place.pathname + place.search + (rest === '' ? '' : `#${rest}`));
  return secret;
}
