// The chain of the audit log: an entry's hash is SHA-256(hash of the entry before ‖ the entry as canonical JSON), both as
// text. Invariant: an entry that was edited, removed, reordered or cut off is found, and the first such is named.
import type { AuditEntry, AuditVerdict } from '#shared/console-api/audit.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { AuditStore, ChainedEntry, ChainEnd } from '../ports/audit-store.ts';
import type { Secrets } from '../ports/secrets.ts';

/** An entry before it has its place in the chain. */
export type AuditDraft = Omit<AuditEntry, 'seq' | 'hash'>;

type Hashing = Pick<Secrets, 'sha256'>;

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON with the members of each object by name, so that one value has one text. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

const hashOf = (secrets: Hashing, previous: string, content: string): string => hex(secrets.sha256(previous + content));

/** What the stored copies of an entry's fields must be. */
const copiesOf = ({ at, action, tenantId, outcome, actor, target, detail }: AuditDraft) => ({
  at,
  action,
  tenantId,
  outcome,
  searchKey: foldCase([action, actor.name, actor.subject, target, detail].filter((text) => text !== null).join('\n')),
});

/** The entry that follows the end of the chain. */
export function chained(secrets: Hashing, { entries, hash: previous }: ChainEnd, draft: AuditDraft): ChainedEntry {
  const seq = entries + 1;
  const content = canonicalJson({ ...draft, seq });
  return { seq, content, hash: hashOf(secrets, previous, content), ...copiesOf(draft) };
}

/** The entry that a stored content is; only for content that Rollcall wrote. */
export const entryOf = ({ content, hash }: ChainedEntry): AuditEntry => ({
  ...(JSON.parse(content) as Omit<AuditEntry, 'hash'>),
  hash,
});

type Fault = NonNullable<AuditVerdict['fault']>;

function contentOf({ content }: ChainedEntry): (AuditDraft & { readonly seq: unknown }) | undefined {
  try {
    const parsed: unknown = JSON.parse(content);
    return isObject(parsed) && isObject(parsed['actor'])
      ? (parsed as unknown as AuditDraft & { readonly seq: unknown })
      : undefined;
  } catch {
    return undefined; // edited: Rollcall writes JSON
  }
}

const edited = (seq: number, what: string): Fault => ({
  seq,
  kind: 'edited',
  detail: `Entry ${seq} was edited: ${what}.`,
});

const missing = (seq: number, what: string): Fault => ({
  seq,
  kind: 'missing',
  detail: `Entry ${seq} is missing: ${what}.`,
});

/** What is wrong with an entry at the place `seq`; undefined when it is the one that was written there. */
function faultIn(secrets: Hashing, entry: ChainedEntry, seq: number, previous: string): Fault | undefined {
  if (entry.seq !== seq) return missing(seq, `the entry ${entry.seq} follows the entry ${seq - 1}`);
  const content = contentOf(entry);
  if (content === undefined) return edited(seq, 'its content is not what Rollcall writes');
  if (content.seq !== seq) {
    return {
      seq,
      kind: 'reordered',
      detail: `Entry ${seq} was reordered: in its place is the entry that was written as ${String(content.seq)}.`,
    };
  }
  if (hashOf(secrets, previous, entry.content) !== entry.hash) {
    return edited(seq, 'its hash does not belong to its content after the entry before it');
  }
  const copies: Readonly<Record<string, unknown>> = copiesOf(content);
  const stored: Readonly<Record<string, unknown>> = { ...entry };
  const wrong = Object.keys(copies).filter((name) => copies[name] !== stored[name]);
  return wrong.length === 0 ? undefined : edited(seq, `${wrong.join(', ')} in its row differ from its content`);
}

/** Whether an entry says of itself, further on, that this was its place. */
async function standsLater(store: AuditStore, seq: number): Promise<boolean> {
  for (let after = seq; ;) {
    const page = await store.read(after, pageSize);
    if (page.some((entry) => contentOf(entry)?.seq === seq)) return true;
    const last = page.at(-1);
    if (last === undefined) return false;
    after = last.seq;
  }
}

/** Read at a time, so that nothing else waits long. */
const pageSize = 1_000;

function faultAtEnd(end: ChainEnd | undefined, { entries, hash }: ChainEnd): Fault | undefined {
  if (end === undefined) {
    return entries === 0 ? undefined : edited(entries, 'the record of where the chain ends was removed');
  }
  if (entries < end.entries) return missing(entries + 1, `the log has to end with the entry ${end.entries}`);
  if (entries > end.entries) return edited(end.entries + 1, 'it was not appended by Rollcall');
  return hash === end.hash ? undefined : edited(entries, 'it is not the one that the chain ended with');
}

/** Reads the whole chain; what is appended meanwhile belongs to it. */
export async function verifyChain(secrets: Hashing, store: AuditStore): Promise<AuditVerdict> {
  let seen: ChainEnd = { entries: 0, hash: '' };
  const verdict = (fault: Fault | undefined): AuditVerdict => ({
    intact: fault === undefined,
    entries: seen.entries,
    head: seen.hash,
    fault: fault ?? null,
  });
  for (;;) {
    // Before the page: when that is empty, the chain had ended where this says.
    const end = await store.end();
    const page = await store.read(seen.entries, pageSize);
    if (page.length === 0) return verdict(faultAtEnd(end, seen));
    for (const entry of page) {
      const seq = seen.entries + 1;
      const fault = faultIn(secrets, entry, seq, seen.hash);
      if (fault?.kind === 'reordered' && !(await standsLater(store, seq))) return verdict(missing(seq, fault.detail));
      if (fault !== undefined) return verdict(fault);
      seen = { entries: seq, hash: entry.hash };
    }
  }
}
