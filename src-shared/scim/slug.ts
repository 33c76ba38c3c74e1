// A slug is the first segment of a Tenant URL: `/northwind/scim/v2`. Ids of profiles have the same shape.

/** 1 to 40 characters: a-z, 0-9 and inner dashes. */
export const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** First segments that the public listener keeps for itself, now or once it signs people in. */
const reserved: ReadonlySet<string> = new Set([
  'api',
  'assets',
  'console',
  'health',
  'login',
  'logout',
  'oauth',
  'oauth2',
  'saml',
  'scim',
  'token',
  'v2',
  'well-known',
]);

export const isReservedSlug = (slug: string): boolean => reserved.has(slug);

/** `Müller & Söhne GmbH` → `muller-sohne-gmbh`; empty where no letter or digit of a-z is left. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
