import { notFound, type ScimError } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { isOffered } from '../tenant-profiles/attribute-rows.ts';
import type { ScimRequest } from './request.ts';

/** 404 for a path that nothing is served at, with what is. */
export const noEndpoint = ({ path, profile, types }: ScimRequest): ScimError => {
  const endpoints = types.types.filter((type) => isOffered(profile, type)).map(({ endpoint }) => endpoint);
  return notFound(
    `There is no endpoint at ${shown(path.replace(/\?.*/s, ''))}. A tenant has ${endpoints.join(', ')}, /Me, /Bulk, /.search, /ServiceProviderConfig, /ResourceTypes and /Schemas.`,
  );
};

/** The resource type at this endpoint (`users`, without a slash, in any case); throws 404. */
export function typeAt(endpoint: string, request: ScimRequest): ResourceType {
  const type = request.types.find(endpoint);
  // A type is also found by its name, which is no endpoint.
  if (type === undefined || type.endpoint.slice(1).toLowerCase() !== endpoint.toLowerCase()) throw noEndpoint(request);
  return type;
}
