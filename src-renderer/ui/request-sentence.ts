// What a request did, as a sentence with one name in it: "Created Ada Lovelace", "Listed users", "Refused: …".
import { shortId } from './attribute-label.ts';
import type { Translate } from './translate.ts';

export interface SentenceFacts {
  readonly provisioningAction: string;
  readonly method: string;
  /** Below the tenant's base: `/Users?filter=…`. */
  readonly path: string;
  readonly status: number;
  readonly aborted: boolean;
  readonly targetName: string | null;
  readonly resourceType: string | null;
  readonly resourceId: string | null;
  readonly changedAttributes: readonly string[];
  readonly detail: string | null;
}

export interface Sentence {
  readonly before: string;
  /** Shown strong. */
  readonly name: string;
  readonly after: string;
}

/** Stands for the name while a sentence is translated, so that every language may put it where it belongs. */
const place = '\u0001';

const verbs: Readonly<
  Record<string, 'created' | 'updated' | 'disabled' | 'enabled' | 'deleted' | 'addedMember' | 'removedMember'>
> = {
  create: 'created',
  update: 'updated',
  disable: 'disabled',
  enable: 'enabled',
  delete: 'deleted',
  addMember: 'addedMember',
  removeMember: 'removedMember',
};

const readings: Readonly<
  Record<string, 'listedUsers' | 'listedGroups' | 'readConfig' | 'readResourceTypes' | 'readSchemas'>
> = {
  users: 'listedUsers',
  groups: 'listedGroups',
  serviceproviderconfig: 'readConfig',
  resourcetypes: 'readResourceTypes',
  schemas: 'readSchemas',
};

/** `/Devices`, `/Devices/.search?…`, `/.search`, `/?filter=…`: requests for many resources, of one endpoint or of all. */
const listed = /^\/(?!me\b)(?:([^/?.]+)\/?)?(?:\.search)?(?:\?.*)?$/i;

/** What a request read that names nobody. Endpoints compare without case. */
function reading({ method, path }: SentenceFacts, request: string, t: Translate): string {
  const known = readings[/^\/([^/?]*)/.exec(path)?.[1]?.toLowerCase() ?? ''];
  if (known !== undefined) return t(`request.${known}`);
  const list = method === 'GET' || path.includes('/.search') ? listed.exec(path) : null;
  if (list === null) return t('request.answered', { what: request });
  return list[1] === undefined ? t('request.searched') : t('request.listed', { what: list[1] });
}

/** `Device …61904646`, of a resource that has no name. */
const idOf = ({ resourceType, resourceId }: SentenceFacts): string =>
  resourceId === null ? '' : [resourceType, shortId(resourceId)].filter((part) => part !== null).join(' ');

export function requestSentence(facts: SentenceFacts, t: Translate): Sentence {
  const name = facts.targetName ?? idOf(facts);
  const request = `${facts.method} ${facts.path.split('?', 1)[0] ?? facts.path}`;
  const say = (text: string): Sentence => {
    const [before = '', after = ''] = text.split(place);
    return text.includes(place) ? { before, name, after } : { before: text, name: '', after: '' };
  };

  if (facts.aborted)
    return say(name === '' ? t('request.aborted', { what: request }) : t('request.aborted', { what: place }));
  if (facts.status >= 400) {
    const reason = facts.detail ?? request;
    const key = facts.status >= 500 ? 'request.failed' : 'request.refused';
    return name === '' ? say(t(key, { reason })) : say(t(`${key}Of`, { name: place, reason }));
  }
  if (facts.provisioningAction === 'update' && facts.changedAttributes.length === 0 && name !== '') {
    return say(t('request.unchanged', { name: place }));
  }
  const verb = verbs[facts.provisioningAction];
  if (verb !== undefined) return say(t(`request.${verb}`, { name: name === '' ? request : place }));
  if (facts.provisioningAction === 'bulk') return say(t('request.bulk', { name: name === '' ? request : place }));
  if (name !== '') return say(t('request.lookedUp', { name: place }));
  return say(reading(facts, request, t));
}

/** The sentence as plain text. */
export const sentenceText = ({ before, name, after }: Sentence): string => before + name + after;
