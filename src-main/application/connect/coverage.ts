// How many people or groups have a value for each row of the profile's attribute table. Every document has to be looked at,
// so it is done a slice at a time between requests, and what was counted stands until something changes.
import type { AttributeCoverage } from '#shared/console-api/connect.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { ProfileAttribute, TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentPage, DocumentReader } from '../ports/document-reader.ts';
import { profileAttributes, rowsOf } from '../tenant-profiles/attribute-rows.ts';
import { createValueCount } from './value-count.ts';

export interface Coverage {
  readonly total: number;
  readonly attributes: readonly AttributeCoverage[];
}

export type CoverageOf = (tenantId: string, profile: TenantProfile, type: ResourceType) => Promise<Coverage>;

/** Counted at a time: a few milliseconds, and others are served after each. */
const sliceDocuments = 100;

/** While people arrive, counting anew may take this part of the time at most. Short counts are not worth remembering. */
const share = 0.1;
const shortMs = 50;

interface Counted {
  readonly profile: TenantProfile;
  readonly type: ResourceType;
  readonly newestChange: number;
  readonly startedAtMs: number;
  readonly tookMs: number;
  readonly coverage: Coverage;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** A stored document has no members: one that stands for all is put in their place. */
const withMembers = (
  { doc, memberCount }: DocumentPage['documents'][number],
  { membersAttribute }: ResourceType,
): JsonObject => {
  const document = JSON.parse(doc) as JsonObject;
  return membersAttribute === undefined || memberCount === 0
    ? document
    : { ...document, [membersAttribute]: [{ value: 'member' }] };
};

/** A profile of everything has a row for whatever there is: those nobody sends say nothing, unless they are required. */
function tableOf(
  profile: TenantProfile,
  type: ResourceType,
  arrived: ReadonlyMap<string, number>,
): AttributeCoverage[] {
  const attributes = profileAttributes(profile, type);
  const table: readonly ProfileAttribute[] =
    typeof attributes === 'string' ? rowsOf(profile, type).map(({ row }) => row) : attributes;
  const counted = table.map((row) => ({ ...row, arrived: arrived.get(row.path) ?? 0 }));
  return attributes === 'all' ? counted.filter((row) => row.required || row.arrived > 0) : counted;
}

async function count(
  documents: DocumentReader,
  tenantId: string,
  profile: TenantProfile,
  type: ResourceType,
): Promise<Coverage> {
  const rows = rowsOf(profile, type);
  const values = createValueCount(rows);
  let total = 0;
  for (let after: number | undefined = 0; after !== undefined;) {
    const page: DocumentPage = await documents.page(tenantId, type.name, after, sliceDocuments);
    total += page.documents.length;
    for (const stored of page.documents) values.add(withMembers(stored, type));
    after = page.next;
    if (after !== undefined) await nextTurn();
  }
  const arrived = new Map(rows.map(({ row: { path } }, index) => [path, values.counts[index] ?? 0]));
  return { total, attributes: tableOf(profile, type, arrived) };
}

/** One for each core: it remembers what it counted, and those who ask at the same time wait for the same count. */
export function createCoverage({
  documents,
  clock,
}: {
  readonly documents: DocumentReader;
  readonly clock: Pick<Clock, 'monotonic'>;
}): CoverageOf {
  const counted = new Map<string, Counted>();
  const counting = new Map<string, Promise<Counted>>();

  const begin = async (tenantId: string, profile: TenantProfile, type: ResourceType): Promise<Counted> => {
    const newestChange = await documents.newestChange();
    const startedAtMs = clock.monotonic();
    const coverage = await count(documents, tenantId, profile, type);
    return { profile, type, newestChange, startedAtMs, tookMs: clock.monotonic() - startedAtMs, coverage };
  };

  const stands = async (known: Counted): Promise<boolean> => {
    const isRecent = clock.monotonic() - known.startedAtMs < known.tookMs / share;
    if (isRecent && known.tookMs >= shortMs) return true;
    return known.newestChange === (await documents.newestChange());
  };

  return async (tenantId, profile, type) => {
    const name = `${tenantId} ${type.name}`;
    const known = counted.get(name);
    const isSame = known?.profile === profile && known.type === type;
    if (known !== undefined && isSame && (await stands(known))) return known.coverage;
    const running = counting.get(name);
    if (running !== undefined) {
      const found = await running;
      if (found.profile === profile && found.type === type) return found.coverage;
    }
    const begun = begin(tenantId, profile, type);
    counting.set(name, begun);
    try {
      const found = await begun;
      counted.set(name, found);
      return found.coverage;
    } finally {
      if (counting.get(name) === begun) counting.delete(name);
    }
  };
}
