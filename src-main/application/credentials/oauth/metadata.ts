// Authorization server metadata, RFC 8414 §2. Each tenant is an issuer of its own, `<base>/{tenant}/oauth2`.

/** Path of a tenant's token endpoint. */
export const tokenPath = (slug: string): string => `/${slug}/oauth2/token`;

export interface OAuthMetadata {
  readonly issuer: string;
  readonly token_endpoint: string;
  readonly grant_types_supported: readonly string[];
  /** REQUIRED by §2, and empty: there is no authorization endpoint. */
  readonly response_types_supported: readonly string[];
  readonly token_endpoint_auth_methods_supported: readonly string[];
  readonly token_endpoint_auth_signing_alg_values_supported?: readonly string[];
  readonly scopes_supported: readonly string[];
}

/**
 * @param origin as the client knows this server: scheme, host and port
 * @param isFederated whether a client of the tenant is known by assertions
 */
export const oauthMetadata = (origin: string, slug: string, isFederated: boolean): OAuthMetadata => ({
  issuer: `${origin}/${slug}/oauth2`,
  token_endpoint: origin + tokenPath(slug),
  grant_types_supported: ['client_credentials'],
  response_types_supported: [],
  token_endpoint_auth_methods_supported: [
    'client_secret_basic',
    'client_secret_post',
    ...(isFederated ? ['private_key_jwt'] : []),
  ],
  ...(isFederated ? { token_endpoint_auth_signing_alg_values_supported: ['RS256'] } : {}),
  scopes_supported: ['read', 'read-write'],
});
