// How a resource is answered to one request: with or without a projection (RFC 7644 §3.9), as text.
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { project } from '../../protocol/schema/project.ts';
import { parseProjection, projectionNeeds, type Projection } from '../../protocol/schema/projection.ts';
import type { Include, StoredResource } from '../ports/resource-store.ts';
import { renderResource, resourceObject } from './render.ts';
import type { Query } from './request.ts';

/** How one request wants to see resources of one type. */
export interface Representation {
  readonly type: ResourceType;
  readonly baseUrl: string;
  readonly projection: Projection | undefined;
  /** What must be read beside the document. */
  readonly needs: Include;
}

/** Throws a ScimError when the parameters contradict each other. */
export function readRepresentation(query: Query, type: ResourceType, baseUrl: string): Representation {
  const projection = parseProjection(type, query['attributes'], query['excludedattributes']);
  return { type, baseUrl, projection, needs: projectionNeeds(projection, type) };
}

/** JSON text of the resource as this request wants it. */
export function represent(resource: StoredResource, { type, baseUrl, projection }: Representation): string {
  if (projection === undefined) return renderResource(resource, type, baseUrl);
  return JSON.stringify(project(resourceObject(resource, type, baseUrl), type, projection));
}
