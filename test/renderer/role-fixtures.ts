import { permissions, type Role } from '#shared/console-api/roles.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';

export const role = (name: string, facts: Partial<Role> = {}): Role => ({
  id: `role-${name.toLowerCase().replaceAll(' ', '-')}`,
  name,
  description: '',
  permissions: [],
  isDefault: false,
  isLocked: false,
  people: 0,
  ...facts,
});

export const member = role('Member', { permissions: ['people.view'], isDefault: true, people: 118 });
export const admin = role('Admin', { permissions: [...permissions], isLocked: true, people: 1 });
export const editor = role('Editor', { permissions: ['people.view', 'people.edit'], people: 12 });

/** From now on the console has these roles, and changes to them stay. */
export function hasRoles(fake: FakeConsole, ...first: readonly Role[]): void {
  let roles = [...first];
  const found = (id: string): Role => {
    const known = roles.find((one) => one.id === id);
    if (known === undefined) throw new Error(`The test has no role ${id}.`);
    return known;
  };
  const change = (id: string, facts: Partial<Role>): Role => {
    roles = roles.map((one) => (one.id === id ? { ...one, ...facts } : one));
    return found(id);
  };
  fake.answer('roles.list', () => [...roles].toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault)));
  fake.answer('roles.create', ({ name, description = '', permissions: granted = [] }) => {
    const made = role(name, { description, permissions: granted });
    roles = [...roles, made];
    return made;
  });
  fake.answer('roles.set', ({ id, name, description, permissions: granted }) =>
    change(id, {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(granted === undefined ? {} : { permissions: granted }),
    }),
  );
  fake.answer('roles.setDefault', ({ id }) => {
    roles = roles.map((one) => ({ ...one, isDefault: one.id === id }));
    return found(id);
  });
  fake.answer('roles.remove', ({ id }) => {
    const moved = found(id).people;
    roles = roles.filter((one) => one.id !== id);
    return { moved };
  });
}
