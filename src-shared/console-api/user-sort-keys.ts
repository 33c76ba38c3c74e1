/** What the board can be sorted by. Apart from the methods: the console needs no validation for it. */
export const userSortKeys = [
  'displayName',
  'userName',
  'status',
  'title',
  'department',
  'role',
  'lastChangedAt',
] as const;
