import type { ScimRequest } from '../application/scim/request.ts';
import { notFound, type ScimError } from '../protocol/message/scim-error.ts';

/** 404 for a path that nothing is served at, with what is. */
export const noEndpoint = ({ path, types }: ScimRequest): ScimError =>
  notFound(
    `There is no endpoint at ${path.slice(0, 200)}. A tenant has ${types.types.map(({ endpoint }) => endpoint).join(', ')}, /ServiceProviderConfig, /ResourceTypes and /Schemas.`,
  );
