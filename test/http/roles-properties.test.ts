// No sequence of SCIM writes changes a role: not one set by hand, and not one that was given by default. Writes of every
// kind are drawn at random, refused ones too, between changes of the admin; the model knows only what the admin chose.
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { bulkRequestMessage, enterpriseUserSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';
import { call } from '../console/call.ts';
import { propertyRuns } from '../property-runs.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

let rollcall: RollcallForTest;
let tenantId: string;
/** By the number a step has for it. */
let roleIds: readonly string[];

beforeAll(async () => {
  rollcall = await startRollcall();
  tenantId = rollcall.tenant.id;
  roleIds = (await call(rollcall.core, 'roles.list', { tenantId })).map(({ id }) => id);
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const numRuns = propertyRuns(60, 1_000);
const timeout = 1_200_000;

/** A write of a client about person number `who`. */
interface Write {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly who: number;
  readonly attributes: JsonObject;
}
type Step =
  | { readonly kind: 'scim'; readonly write: Write }
  | { readonly kind: 'bulk'; readonly writes: readonly Write[] }
  | { readonly kind: 'make'; readonly who: number; readonly role: number | undefined }
  | { readonly kind: 'choose'; readonly who: number; readonly role: number }
  | { readonly kind: 'default'; readonly role: number };

const who = fc.nat({ max: 3 });
const role = fc.nat({ max: 2 });
/** What a client might believe decides about roles, and what really is an attribute. */
const attributes = fc.record(
  {
    displayName: fc.constantFrom('Ada', 'Grace', ''),
    title: fc.constantFrom('Admin', 'Counsel'),
    active: fc.boolean(),
    roles: fc.constantFrom([{ value: 'Admin', primary: true }], [{ value: 'Member' }], []),
    entitlements: fc.constant([{ value: 'everything' }]),
    userType: fc.constantFrom('Admin', 'Employee'),
    role: fc.constant('Admin'),
    roleId: fc.constant('x'),
    notes: fc.constant('from the client'),
    [enterpriseUserSchema]: fc.constantFrom({ department: 'Legal' }, { division: 'Admins' }),
  },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<JsonObject>;

const write: fc.Arbitrary<Write> = fc.record({
  method: fc.constantFrom('POST', 'PUT', 'PATCH', 'PATCH', 'DELETE'),
  who,
  attributes,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: write.map((one) => ({ kind: 'scim' as const, write: one })) },
  {
    weight: 2,
    arbitrary: fc.array(write, { minLength: 1, maxLength: 4 }).map((writes) => ({ kind: 'bulk' as const, writes })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('make' as const), who, role: fc.option(role, { nil: undefined }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('choose' as const), who, role }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('default' as const), role }) },
);

interface Known {
  readonly id: string;
  readonly roleId: string;
  readonly byHand: boolean;
}

/** One sequence, and who should have which role after it. */
class Sequence {
  readonly #prefix: string;
  readonly #people = new Map<number, Known>();
  #default = '';

  constructor(run: number) {
    this.#prefix = `run-${run}`;
  }

  /** Who has which role after each step, and who should. */
  async *play(
    steps: readonly Step[],
  ): AsyncGenerator<{ after: Step; are: readonly unknown[]; should: readonly unknown[] }> {
    await this.#setDefault(0);
    for (const one of steps) {
      // oxlint-disable-next-line no-await-in-loop -- a sequence
      await this.#take(one);
      // oxlint-disable-next-line no-await-in-loop -- as it is after each step
      const are = await this.#read();
      const should = [...this.#people.values()].map((known) => ({ ...known, notes: '' }));
      yield { after: one, are, should };
    }
  }

  async #take(one: Step): Promise<void> {
    if (one.kind === 'scim') await this.#send(one.write);
    else if (one.kind === 'bulk') await this.#sendBulk(one.writes);
    else if (one.kind === 'default') await this.#setDefault(one.role);
    else if (one.kind === 'make') await this.#make(one.who, one.role);
    else await this.#choose(one.who, one.role);
  }

  async #setDefault(number: number): Promise<void> {
    this.#default = roleIds[number] ?? '';
    await call(rollcall.core, 'roles.setDefault', { tenantId, id: this.#default });
  }

  async #make(number: number, chosen: number | undefined): Promise<void> {
    if (this.#people.has(number)) return;
    const roleId = chosen === undefined ? undefined : roleIds[chosen];
    const input = { tenantId, userName: this.#nameOf(number), ...(roleId === undefined ? {} : { roleId }) };
    const { row } = await call(rollcall.core, 'users.create', input);
    const known = { id: row.id, roleId: roleId ?? this.#default, byHand: roleId !== undefined };
    this.#people.set(number, known);
  }

  async #choose(number: number, chosen: number): Promise<void> {
    const known = this.#people.get(number);
    if (known === undefined) return;
    const roleId = roleIds[chosen] ?? '';
    await call(rollcall.core, 'users.set', { tenantId, id: known.id, roleId });
    this.#people.set(number, { ...known, roleId, byHand: true });
  }

  async #send(one: Write): Promise<void> {
    const { status, json } = await rollcall.send(one.method, this.#pathOf(one), { body: this.#bodyOf(one) });
    this.#learn(one, status, json['id'] as string | undefined);
  }

  async #sendBulk(writes: readonly Write[]): Promise<void> {
    const Operations = writes.map((one, index) => ({
      method: one.method,
      path: this.#pathOf(one),
      ...(one.method === 'POST' ? { bulkId: `b${index}` } : {}),
      ...(one.method === 'DELETE' ? {} : { data: this.#bodyOf(one) }),
    }));
    const { status, json } = await rollcall.send('POST', '/Bulk', {
      body: { schemas: [bulkRequestMessage], Operations },
    });
    if (status !== 200) throw new Error(`POST /Bulk answered ${status}`);
    const results = json['Operations'] as readonly { status: string; location?: string }[];
    for (const [index, result] of results.entries()) {
      const one = writes[index];
      if (one !== undefined) this.#learn(one, Number(result.status), result.location?.split('/').at(-1));
    }
  }

  /** Only coming and going is learnt from an answer, never a role. */
  #learn({ method, who: number }: Write, status: number, id: string | undefined): void {
    if (method === 'POST' && status === 201 && id !== undefined) {
      this.#people.set(number, { id, roleId: this.#default, byHand: false });
    } else if (method === 'DELETE' && status === 204) this.#people.delete(number);
  }

  #nameOf(number: number): string {
    return `${this.#prefix}-${number}@contoso.test`;
  }

  #pathOf({ method, who: number }: Write): string {
    return method === 'POST' ? '/Users' : `/Users/${this.#people.get(number)?.id ?? 'nobody'}`;
  }

  #bodyOf({ method, who: number, attributes: sent }: Write): JsonObject | undefined {
    if (method === 'DELETE') return undefined;
    if (method !== 'PATCH') return { schemas: [userSchema], userName: this.#nameOf(number), ...sent };
    const [path, value] = Object.entries(sent)[0] ?? ['title', 'Counsel'];
    const operation = Object.keys(sent).length > 1 ? { op: 'add', value: sent } : { op: 'replace', path, value };
    return { schemas: [patchOpMessage], Operations: [operation] };
  }

  async #read(): Promise<readonly unknown[]> {
    const ids = [...this.#people.values()].map(({ id }) => id);
    const rows = await rollcall.ports.directory.usersById(tenantId, ids);
    const remarks = await Promise.all(ids.map((id) => rollcall.ports.directory.userRemarks(tenantId, id)));
    return rows.map(({ id, roleId }, index) => {
      const { roleSetByHand: byHand, notes } = remarks[index] ?? {};
      return { id, roleId, byHand, notes };
    });
  }
}

let run = 0;

test(
  'no sequence of SCIM writes changes a role, and everybody who is new has the default one',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        run += 1;
        for await (const { after, are, should } of new Sequence(run).play(steps)) {
          expect({ after, are }).toEqual({ after, are: should });
        }
      }),
      { numRuns },
    );
  },
  timeout,
);
