// Changes of a group's members, as deltas: adding one to 20,000 costs one row. Operations compose in the order they were
// sent; the result is applied in the order clear, remove, add.
import { sameJson } from '#shared/lang/same-json.ts';
import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { evaluate } from '../filter/evaluate.ts';
import { invalidPath, mutability, noTarget, type ScimError } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import { readMembers, type Member } from '../schema/members.ts';
import { eqTemplate } from './eq-template.ts';
import type { PatchOperation } from './operation.ts';
import type { PatchPath } from './path.ts';
import { valueWithRemove } from './remove-elements.ts';

type MembersTarget = Extract<PatchPath, { kind: 'members' }>;

/** Whether `applyPatch` must be given the current members: a filter on more than `value` asks for them, and a replace. */
export const memberNeeds = (operations: readonly PatchOperation[]): boolean =>
  operations.some(
    ({ op, target }) =>
      target.kind === 'members' &&
      target.filter !== undefined &&
      (op === 'replace' || idsNamed(target.filter) === undefined),
  );

/** The ids of `value eq "a" or value eq "b"`; undefined when the filter asks for anything else. */
function idsNamed(filter: BoundFilter): readonly string[] | undefined {
  if (filter.kind === 'constant' && !filter.value) return [];
  if (filter.kind === 'compare' && filter.operator === 'eq' && filter.path.attribute.name === 'value') {
    return [String(filter.value)];
  }
  if (filter.kind !== 'or') return undefined;
  const left = idsNamed(filter.left);
  const right = idsNamed(filter.right);
  return left === undefined || right === undefined ? undefined : [...left, ...right];
}

export class MemberChanges {
  readonly #current: readonly Member[] | undefined;
  readonly #removed = new Set<string>();
  readonly #added = new Map<string, Member>();
  #cleared = false;

  constructor(current: readonly Member[] | undefined) {
    this.#current = current;
  }

  get cleared(): boolean {
    return this.#cleared;
  }

  get removed(): string[] {
    return [...this.#removed];
  }

  get added(): Member[] {
    return [...this.#added.values()];
  }

  apply({ op, path, value }: PatchOperation, target: MembersTarget, deviations: Deviations): void {
    if (target.filter !== undefined) this.#applySelected(op, path, value ?? null, target, target.filter, deviations);
    else if (target.subAttribute !== undefined)
      this.#applySub(op, path, value ?? null, target.subAttribute.name, deviations);
    else this.#applyAll(op, path, value ?? null, deviations);
  }

  #applyAll(op: PatchOperation['op'], path: string, value: JsonValue, deviations: Deviations): void {
    // Quirk(entra): removes single members with a value array instead of a filter; read strictly this would empty the
    // group, test/protocol/entra-patch-dialects.test.ts.
    if (op === 'remove' && value !== null) {
      deviations.tolerate(`${shown(path)}: remove sent with a value, only the members it lists are removed`, () =>
        valueWithRemove(path, `${shown(path)}[value eq "<id>"]`),
      );
      for (const { value: id } of readMembers(value, path, deviations)) this.#remove(id);
      return;
    }
    if (op !== 'add') this.#clear();
    for (const member of readMembers(value, path, deviations)) this.#add(member);
  }

  /** `members.value` without a filter can only mean the ids of `members`. */
  #applySub(op: PatchOperation['op'], path: string, value: JsonValue, name: string, deviations: Deviations): void {
    if (name !== 'value') {
      tolerateImmutable(path, 'filled in by Rollcall, ignored', deviations);
    } else if (op === 'remove' && value === null) {
      throw invalidPath(`${shown(path)} would empty every member. Remove members, or members[value eq "<id>"].`, {
        path,
      });
    } else {
      tolerateImmutable(path, 'read as the ids of members', deviations);
      this.#applyAll(op, path, value, deviations);
    }
  }

  #applySelected(
    op: PatchOperation['op'],
    path: string,
    value: JsonValue,
    { subAttribute }: MembersTarget,
    filter: BoundFilter,
    deviations: Deviations,
  ): void {
    if (subAttribute !== undefined && subAttribute.name !== 'value') {
      tolerateImmutable(path, 'filled in by Rollcall, ignored', deviations);
      return;
    }
    const ids = (op === 'replace' ? undefined : idsNamed(filter)) ?? this.#matching(filter);
    const template = eqTemplate(filter) ?? {};
    const replacement =
      op === 'remove' || value === null
        ? []
        : readMembers(selectedValue(value, subAttribute === undefined ? template : undefined), path, deviations);
    if (op !== 'remove' && ids.length === 0 && replacement.length > 0 && Object.keys(template).length === 0) {
      throw noMember(path);
    }
    if (op === 'replace' && ids.length === 0 && replacement.length > 0) {
      deviations.tolerate(`${shown(path)}: no member matched, added`, () => noMember(path));
    }
    if (subAttribute !== undefined && ids.length > 0 && !replacement.every(({ value: id }) => ids.includes(id))) {
      throw immutableMember(path);
    }
    if (op !== 'add') for (const id of ids) this.#remove(id);
    for (const member of replacement) this.#add(member);
  }

  #matching(filter: BoundFilter): readonly string[] {
    if (this.#current === undefined) throw new Error('memberNeeds() asked for the current members; they are missing');
    const known = new Map(this.#current.map((member) => [member.value, member]));
    const held = this.#cleared ? [] : this.#current.filter(({ value }) => !this.#removed.has(value));
    const isHeld = new Set(held.map(({ value }) => value));
    const added = this.added.filter(({ value }) => !isHeld.has(value));
    // One who was there and is added again by a bare id is still a user or a group.
    return [...held, ...added.map((member) => known.get(member.value) ?? member)]
      .filter((member) => evaluate(filter, { ...member }))
      .map(({ value }) => value);
  }

  #clear(): void {
    this.#cleared = true;
    this.#removed.clear();
    this.#added.clear();
  }

  #remove(id: string): void {
    this.#added.delete(id);
    if (!this.#cleared) this.#removed.add(id);
  }

  #add(member: Member): void {
    this.#removed.delete(member.value);
    const held = this.#added.get(member.value);
    if (held === undefined || !sameJson({ ...held }, { ...member })) this.#added.set(member.value, member);
  }
}

const noMember = (path: string): ScimError =>
  noTarget(`No member matches ${shown(path)}. Add the member to members first, with its id as value.`, { path });

/** RFC 7643 §4.2: members come and go, but what one says of itself does not change. */
function tolerateImmutable(path: string, what: string, deviations: Deviations): void {
  deviations.tolerate(`${shown(path)}: ${what}`, () => immutableMember(path));
}

const immutableMember = (path: string): ScimError =>
  mutability(`${shown(path)} is immutable. Remove the member and add the other one to members.`, { path });

/**
 * What replaces a selected member: `members[value eq "a"]` with `{"display":"A"}` means member a, and the path of its
 * `value`, which has no template, takes the id alone.
 */
function selectedValue(value: JsonValue, template: Readonly<Record<string, JsonValue>> | undefined): JsonValue {
  if (template === undefined) return typeof value === 'string' ? [{ value }] : value;
  return isJsonObject(value) ? [{ ...template, ...value }] : value;
}
