import { expect, test } from 'vitest';
import { fullName, northwind, type Person } from '#main/hosts/demo/northwind.ts';

const everyone = [...northwind.people, ...northwind.joiners];
const byAlias = new Map(everyone.map((person) => [person.alias, person]));

test('Northwind has 120 people in 9 departments, 12 groups and 3 joiners to come', () => {
  expect(northwind.people).toHaveLength(120);
  expect(new Set(northwind.people.map(({ department }) => department))).toEqual(new Set(northwind.departments));
  expect(northwind.departments).toHaveLength(9);
  expect(northwind.groups).toHaveLength(12);
  expect(northwind.joiners).toHaveLength(3);
});

test.each(['alias', 'userName', 'employeeNumber', 'workPhone'] as const)('nobody shares a %s', (attribute) => {
  expect(new Set(everyone.map((person) => person[attribute])).size).toBe(everyone.length);
});

test('nobody shares a name, so that a sentence of the story means one person', () => {
  expect(new Set(everyone.map(fullName)).size).toBe(everyone.length);
});

test('every chain of managers ends at the head of the company', () => {
  const chainOf = (person: Person, seen: readonly string[] = []): readonly string[] => {
    if (person.manager === null || seen.includes(person.alias)) return [...seen, person.alias];
    const manager = byAlias.get(person.manager);
    return manager === undefined
      ? [...seen, `nobody called ${person.manager}`]
      : chainOf(manager, [...seen, person.alias]);
  };
  expect([...new Set(everyone.map((person) => chainOf(person).at(-1)))]).toEqual(['ihalvorsen']);
});

test('every group has members, and they work there', () => {
  const strangers = northwind.groups.flatMap(({ members }) =>
    members.filter((alias) => !northwind.people.some((person) => person.alias === alias)),
  );
  expect(strangers).toEqual([]);
  expect(northwind.groups.filter(({ members }) => members.length === 0)).toEqual([]);
});

test('every number is from a range that regulators keep for fiction, every address from a reserved domain', () => {
  const fictional = [
    /^\+1 (?:206|425) 555 01\d\d$/, // NANP 555-0100 to 555-0199
    /^\+44 20 7946 0\d{3}$/, // Ofcom, London
    /^\+44 7700 900\d{3}$/, // Ofcom, mobile
    /^\+49 30 23125 \d{3}$/, // Bundesnetzagentur, Berlin
    /^\+49 171 39200 \d\d$/, // Bundesnetzagentur, mobile
    /^\+33 1 99 00 \d\d \d\d$/, // Arcep, Paris
    /^\+33 6 39 98 \d\d \d\d$/, // Arcep, mobile
  ];
  const numbers = [
    ...everyone.flatMap(({ workPhone, mobilePhone }) => [workPhone, ...(mobilePhone === null ? [] : [mobilePhone])]),
    ...[...northwind.offices.values()].map(({ spareMobilePhone }) => spareMobilePhone),
  ];
  expect(numbers.filter((number) => !fictional.some((range) => range.test(number)))).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(everyone.filter(({ userName }) => !/^[a-z.-]+@northwind\.example$/.test(userName))).toEqual([]);
});
