import type { ProfileAttribute } from './profile.ts';

type Ticks = Partial<Pick<ProfileAttribute, 'filterable' | 'required'>>;

const row =
  (type: ProfileAttribute['type']) =>
  (path: string, { filterable = false, required = false }: Ticks = {}): ProfileAttribute => ({
    path,
    type,
    filterable,
    required,
  });

/** Rows of an attribute table: String, Boolean, Reference. */
export const text = row('String');
export const flag = row('Boolean');
export const reference = row('Reference');
