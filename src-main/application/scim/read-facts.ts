// What the log says about a read.
import type { JsonObject } from '#shared/lang/json.ts';
import { shownName } from '#shared/scim/shown-name.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { StoredResource } from '../ports/resource-store.ts';
import { topLevelText } from './top-level-text.ts';
import type { LogFacts } from './request.ts';

const none: readonly string[] = [];

/** `targetName` is who was found or looked for. */
export const readFacts = (type: ResourceType, resourceId?: string, targetName?: string, notes = none): LogFacts => ({
  provisioningAction: 'read',
  resourceType: type.name,
  ...(resourceId === undefined ? {} : { resourceId }),
  ...(targetName === undefined ? {} : { targetName }),
  changedAttributes: none,
  notes,
});

/** The name it goes by. Most have a `displayName`, which is read without parsing the document. */
export const storedName = ({ doc }: StoredResource): string | undefined =>
  topLevelText(doc, 'displayName') || shownName(JSON.parse(doc) as JsonObject);
