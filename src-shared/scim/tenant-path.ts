/** The path below the SCIM listener's origin where a tenant answers: the end of its Tenant URL. */
export const tenantPath = (slug: string): string => `/${slug}/scim/v2`;
