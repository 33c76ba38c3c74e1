// How a resource is answered to one request: with or without a projection (RFC 7644 §3.9), as text.
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { isShownWhole, project } from '../../protocol/schema/project.ts';
import { parseProjection, projectionNeeds, type Projection } from '../../protocol/schema/projection.ts';
import type { Include, StoredResource } from '../ports/resource-store.ts';
import { renderResource, resourceObject, type Place } from './render.ts';
import type { Query, ScimRequest } from './request.ts';

/** How one request wants to see resources of one type. */
export interface Representation {
  readonly type: ResourceType;
  readonly place: Place;
  readonly projection: Projection | undefined;
  /** What must be read beside the document. */
  readonly needs: Include;
}

/** Throws a ScimError when the parameters contradict each other. */
export function readRepresentation(
  query: Query,
  type: ResourceType,
  { baseUrl, types, profile }: Place & Pick<ScimRequest, 'profile'>,
): Representation {
  const projection = parseProjection(type, query['attributes'], query['excludedattributes']);
  const needs = projectionNeeds(projection, type);
  return {
    type,
    place: { baseUrl, types },
    projection,
    // A product without groups has no memberships either, whatever is stored from another profile.
    needs: profile.groups === 'none' ? { ...needs, memberships: false } : needs,
  };
}

/** JSON text of the resource as this request wants it. */
export function represent(resource: StoredResource, { type, place, projection }: Representation): string {
  if (isShownWhole(type, projection)) return renderResource(resource, type, place);
  return JSON.stringify(project(resourceObject(resource, type, place), type, projection));
}
