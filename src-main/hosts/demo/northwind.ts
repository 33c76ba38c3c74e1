// The demo's source directory: a made-up company with telephone numbers from the ranges that regulators keep for
// fiction. What Entra would read from its own directory comes from here.
import data from '../../../resources/demo/northwind.json' with { type: 'json' };

/** Where people work; their telephone numbers and language go by it. */
export interface Office {
  readonly name: string;
  readonly streetAddress: string;
  readonly locality: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
  readonly preferredLanguage: string;
  /** A number nobody has yet, for the person whose phone is replaced. */
  readonly spareMobilePhone: string;
}

/** A person as Entra knows one: `alias` is the mail alias, which Entra maps to externalId. */
export interface Person {
  readonly alias: string;
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly title: string;
  readonly department: string;
  readonly office: Office;
  /** The manager's alias; null for the head of the company. */
  readonly manager: string | null;
  readonly employeeNumber: string;
  readonly workPhone: string;
  readonly mobilePhone: string | null;
  readonly active: boolean;
}

/** A group of the directory that is assigned to the application. */
export interface Group {
  readonly displayName: string;
  /** Entra's object id. */
  readonly externalId: string;
  /** Aliases. */
  readonly members: readonly string[];
}

/** The directory as a whole. */
export interface Company {
  readonly organization: string;
  readonly departments: readonly string[];
  readonly offices: ReadonlyMap<string, Office>;
  readonly people: readonly Person[];
  /** Those who are hired during the story. */
  readonly joiners: readonly Person[];
  readonly groups: readonly Group[];
}

export const fullName = (person: Person): string => `${person.givenName} ${person.familyName}`;

const offices = new Map(Object.entries(data.offices).map(([name, office]) => [name, { name, ...office }]));

type Row = Omit<Person, 'office' | 'active'> & { readonly office: string };

function employed(row: Row): Person {
  const office = offices.get(row.office);
  if (office === undefined) throw new Error(`northwind.json: ${row.alias} works in an unknown office, ${row.office}.`);
  return { ...row, office, active: true };
}

export const northwind: Company = {
  organization: data.organization,
  departments: data.departments,
  offices,
  people: data.people.map(employed),
  joiners: data.joiners.map(employed),
  groups: data.groups,
};
