// What is kept about a person beside the resource: role, notes, and whether it was made here. A client's write can only
// turn `local` off; nothing else of it depends on what is provisioned.
import type { Database } from 'better-sqlite3';
import type { PersonChange, PersonFacts, ResourceRef } from '../../application/ports/resource-store.ts';
import { StoreError } from '../../application/ports/store-error.ts';
import { userType } from './directory-users.ts';
import type { ResourceRow } from './resource-rows.ts';
import type { Scopes } from './scopes.ts';
import type { Statements } from './statements.ts';

/** The columns of a new row, in the order of `personNames`. */
export type PersonColumns = readonly [role: number | null, byHand: number, notes: string | null, local: number];

/** The columns of `PersonColumns`. */
export const personNames = ['role', 'role_by_hand', 'notes', 'local'] as const;

export interface PersonRows {
  /** StoreError 'not-found' when the tenant has no role with the id. */
  columnsOf(ref: ResourceRef, facts: PersonFacts | undefined): PersonColumns;
  /** Only inside a write job; undefined when nothing changed. */
  change(ref: ResourceRef, row: ResourceRow, facts: PersonFacts | undefined): PersonChange | undefined;
}

interface FoundRole {
  readonly key: number;
  readonly name: string;
}

const nobody: PersonColumns = [null, 0, null, 0];

export const createPersonRows = (db: Database, scopes: Scopes, statements: Statements): PersonRows => {
  const selectDefault = db
    .prepare<[number], number>('SELECT key FROM roles WHERE tenant = ? AND is_default = 1')
    .pluck();
  const selectRole = db.prepare<[string, number], FoundRole>('SELECT key, name FROM roles WHERE id = ? AND tenant = ?');
  const selectName = db.prepare<[number], string>('SELECT name FROM roles WHERE key = ?').pluck();

  const roleOf = ({ tenantId }: ResourceRef, id: string): FoundRole => {
    const found = selectRole.get(id, scopes.tenantKey(tenantId));
    if (found === undefined) {
      throw new StoreError(
        'not-found',
        `This tenant has no role with the id "${id}". roles.list gives the roles there are.`,
      );
    }
    return found;
  };

  const defaultOf = ({ tenantId }: ResourceRef): number | null => selectDefault.get(scopes.tenantKey(tenantId)) ?? null;

  return {
    columnsOf: (ref, { roleId, notes = '', origin } = {}) => {
      if (ref.type.name !== userType) return nobody;
      const role = roleId === undefined ? defaultOf(ref) : roleOf(ref, roleId).key;
      return [role, Number(roleId !== undefined), notes === '' ? null : notes, Number(origin === 'local')];
    },

    change: (ref, row, facts) => {
      if (facts === undefined || ref.type.name !== userType) return undefined;
      const { roleId, notes, origin } = facts;
      const columns: [name: (typeof personNames)[number], value: string | number | null][] = [];
      const change: { -readonly [Name in keyof PersonChange]: PersonChange[Name] } = {};
      if (roleId !== undefined) {
        const { key, name } = roleOf(ref, roleId);
        if (key !== row.role) {
          columns.push(['role', key]);
          change.role = { from: row.role === null ? null : (selectName.get(row.role) ?? null), to: name };
        }
        // Choosing the role somebody already has by default is a choice too.
        if (row.role_by_hand === 0) {
          columns.push(['role_by_hand', 1]);
          change.byHand = true;
        }
      }
      if (notes !== undefined && notes !== (row.notes ?? '')) {
        columns.push(['notes', notes === '' ? null : notes]);
        change.notes = true;
      }
      if (origin !== undefined && Number(origin === 'local') !== row.local) {
        columns.push(['local', Number(origin === 'local')]);
        change.origin = origin;
      }
      if (columns.length === 0) return undefined;
      statements
        .prepare(`UPDATE resources SET ${columns.map(([name]) => `${name} = ?`).join(', ')} WHERE seq = ?`)
        .run(...columns.map(([, value]) => value), row.seq);
      return change;
    },
  };
};
