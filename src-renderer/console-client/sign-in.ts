// The secret of this tab's sign-in, where single sign-on is enforced: it goes with every call, is kept for this tab only, and
// is forgotten as soon as Rollcall does not take it any more.
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Null: nobody is signed in here, or nobody has to be. */
export type SignIn = StoreApi<string | null>;

const storageKey = 'rollcall.sign-in';

/** Remembers every change in `keep`, so that a reload does not ask again. */
export function createSignIn(keep: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): SignIn {
  const signIn = createStore<string | null>(() => keep.getItem(storageKey));
  signIn.subscribe((secret) => {
    if (secret === null) keep.removeItem(storageKey);
    else keep.setItem(storageKey, secret);
  });
  return signIn;
}
