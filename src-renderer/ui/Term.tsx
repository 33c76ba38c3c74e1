import type { ReactNode } from 'react';

/** What another program calls something on its own screens: said as it stands there, in whatever language ours is. */
export const Term = ({ children }: { readonly children?: ReactNode }) => <b translate="no">{children}</b>;
