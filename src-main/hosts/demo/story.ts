// After the first cycle: weeks in the life of the company, a step at a time, in both of Entra's PATCH dialects. Who it
// happens to is drawn by the seed; run again, the first cycle puts everything back and the story starts anew.
import { createChance, type Chance } from './chance.ts';
import type { EntraClient } from './entra-client.ts';
import type { Dialect } from './entra-shapes.ts';
import { fullName, type Company, type Group, type Person } from './northwind.ts';
import type { Progress } from './progress.ts';
import type { Provisioning } from './provisioning.ts';

/** One thing that happens in the company. */
export interface Step {
  /** One sentence for the people who watch. */
  readonly sentence: string;
  readonly play: () => Promise<void>;
}

/** What a story is made of. */
export interface Telling {
  readonly company: Company;
  readonly provisioning: Provisioning;
  readonly seed: number;
  /** True: every PATCH in the dialect of Entra's feature flag, because the Tenant URL carries it. */
  readonly flagged: boolean;
}

const promotions: ReadonlyMap<string, string> = new Map([
  ['Software Engineer', 'Senior Software Engineer'],
  ['Account Executive', 'Senior Account Executive'],
  ['Product Designer', 'Senior Product Designer'],
  ['IT Support Specialist', 'Senior IT Support Specialist'],
]);

export function writeStory({ company, provisioning, seed, flagged }: Telling): readonly Step[] {
  const chance = createChance(seed);
  const usual: Dialect = flagged ? 'aadOptscim062020' : 'default';
  const flag: Dialect = 'aadOptscim062020';
  const group = (name: string): Group => named(company.groups, name);
  const office = (name: string) => company.offices.get(name) ?? fail(`office ${name}`);
  const heads = new Set(company.people.map(({ manager }) => manager));
  const staff = company.people.filter(({ alias }) => !heads.has(alias));
  const one = (which: (person: Person) => boolean): Person => chance.pick(staff.filter(which));

  const update = (sentence: string, person: Person, dialect: Dialect): Step => ({
    sentence,
    play: () => provisioning.updateUser(person, dialect),
  });

  const promoted = one(({ title }) => promotions.has(title));
  const newTitle = promotions.get(promoted.title) ?? promoted.title;
  const mover = one(({ title }) => title === 'Customer Care Specialist');
  const married = one(({ department }) => department !== 'Executive Office');
  const familyName = familyNameFrom(company, married, chance);
  const renamed = { ...married, familyName };
  const newPhone = one(({ mobilePhone }) => mobilePhone !== null);
  const leaver = one(({ department }) => department === 'Marketing' || department === 'Sales');
  const retired = one(({ department }) => department === 'Finance' || department === 'Operations and IT');
  const relocated = one((person) => person.office.name === 'Paris');
  const onCall = one(({ alias }) => group('Engineering On-Call').members.includes(alias));
  const engineer = one(
    ({ department, alias }) => department === 'Engineering' && !group('Project Aurora').members.includes(alias),
  );

  const joins = (person: Person): Step => ({
    sentence: `${fullName(person)} joins ${person.department} in ${person.office.name} as ${person.title}`,
    async play() {
      await provisioning.provisionUser(person);
      await provisioning.assignManager(person, usual);
      await provisioning.addMembers(group('All Staff'), [person.alias], usual);
      await provisioning.addMembers(group(`${person.office.name} Office`), [person.alias], usual);
    },
  });

  const [first, second, third] = company.joiners;
  if (first === undefined || second === undefined || third === undefined) fail('three joiners');

  const moved: Person = {
    ...mover,
    title: 'Community Manager',
    department: 'Marketing',
    manager: named(company.people, 'Beatrice Langford').alias,
  };

  return [
    joins(first),
    update(`${fullName(promoted)} is promoted to ${newTitle}`, { ...promoted, title: newTitle }, usual),
    {
      sentence: `${fullName(mover)} moves from ${mover.department} to ${moved.department} as ${moved.title}`,
      async play() {
        await provisioning.updateUser(moved, flag);
        await provisioning.assignManager(moved, flag);
      },
    },
    update(`${fullName(married)} marries and is now ${fullName(renamed)}`, renamed, usual),
    joins(second),
    update(
      `${fullName(newPhone)} gets a new phone`,
      { ...newPhone, mobilePhone: newPhone.office.spareMobilePhone },
      flag,
    ),
    update(`${fullName(leaver)} leaves: unassigned in Entra, so deactivated`, { ...leaver, active: false }, usual),
    {
      sentence: `${fullName(onCall)} hands the on-call pager to ${fullName(engineer)}`,
      async play() {
        await provisioning.removeMember(group('Engineering On-Call'), onCall.alias, usual);
        await provisioning.addMembers(group('Engineering On-Call'), [engineer.alias], usual);
      },
    },
    update(
      `${fullName(relocated)} relocates from ${relocated.office.name} to Berlin`,
      { ...relocated, office: office('Berlin') },
      flag,
    ),
    {
      sentence: `${fullName(relocated)} changes from the Paris Office group to Berlin Office`,
      async play() {
        await provisioning.removeMember(group('Paris Office'), relocated.alias, flag);
        await provisioning.addMembers(group('Berlin Office'), [relocated.alias], flag);
      },
    },
    joins(third),
    {
      sentence: 'Project Aurora ships: its group is renamed to Aurora Launch Team',
      play: () => provisioning.renameGroup(group('Project Aurora'), 'Aurora Launch Team', usual),
    },
    update(`${fullName(retired)} retires`, { ...retired, active: false }, flag),
    update(`${fullName(leaver)} is hired again`, leaver, usual),
    {
      sentence: `${fullName(retired)} is deleted for good, 30 days after the soft delete in Entra`,
      play: () => provisioning.deleteUser(retired),
    },
  ];
}

/** Plays the steps at a pace that a person can follow. */
export async function tellStory(
  steps: readonly Step[],
  client: EntraClient,
  progress: Progress,
  paceMs: number,
): Promise<void> {
  progress.begin('Story', steps.length);
  for (const { sentence, play } of steps) {
    await client.pause(paceMs);
    progress.say(sentence);
    await play();
    progress.advance();
  }
  progress.end();
}

/** Somebody else's family name at the company's same office, so that it fits the region. */
function familyNameFrom(company: Company, person: Person, chance: Chance): string {
  const others = company.people.filter(
    ({ office, familyName }) => office === person.office && familyName !== person.familyName,
  );
  return chance.pick(others.map(({ familyName }) => familyName));
}

function named<Named extends Group | Person>(list: readonly Named[], name: string): Named {
  return list.find((item) => ('alias' in item ? fullName(item) : item.displayName) === name) ?? fail(name);
}

function fail(what: string): never {
  throw new Error(`northwind.json does not have what the story needs: ${what}.`);
}
