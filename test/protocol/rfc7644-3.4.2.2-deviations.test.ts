// RFC 7644 §3.4.2.2 Filtering: what a lenient tenant reads beside the grammar, and a strict one refuses.
import { describe } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import type { Deviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { testConform, testDeviations } from './deviation-cases.ts';
import { core, enterprise, group, user } from './patch-cases.ts';

const ann = user({
  id: 'U1',
  userName: 'Ann@x.io',
  externalId: 'jyoung',
  active: true,
  emails: [
    { type: 'work', value: 'ann@x.io', primary: true },
    { type: 'home', value: 'a@home.io' },
  ],
  roles: [{ value: 'admin', primary: true }],
  [enterprise]: { department: 'R&D', manager: { value: 'M1' } },
  meta: { created: '2026-03-01T08:00:00.000Z', lastModified: '2026-03-01T08:00:00.000Z' },
});
const guides = group({ id: 'G1', members: [{ value: 'U1' }] });

/** Whether the filter finds the resource. */
const finds =
  (text: string, resource: JsonObject = ann, type: ResourceType = userResourceType) =>
  (deviations: Deviations): boolean =>
    evaluate(bindFilter(parseFilter(text, deviations), type, deviations), resource);

describe('what only a lenient tenant reads', () => {
  testDeviations([
    {
      name: 'rule 3: a literal without quotes (RFC 7644 §3.4.2.2)',
      read: finds('externalId eq jyoung'),
      result: true,
      notes: ['filter: value at position 15 written without quotes'],
      scimType: 'invalidFilter',
      detail: /^The value at position 15 has no quotes\. Write text in double quotes/,
    },
    {
      name: 'rule 3: true, false and null in another case (RFC 7644 §3.4.2.2)',
      read: finds('active eq TRUE'),
      result: true,
      notes: ['filter: value at position 11 written without quotes'],
      scimType: 'invalidFilter',
      detail: /and true, false or null in lower case/,
    },
    {
      name: 'rule 34: a boolean compared with text (RFC 7643 §2.3.2)',
      read: finds('roles[primary eq "True"]'),
      result: true,
      notes: ['filter: boolean primary compared with text "True", read as true'],
      scimType: 'invalidFilter',
      detail: /^primary is compared with true or false without quotes, but "True" was sent\./,
    },
    {
      name: 'rule 49: a sub-attribute after a value path, as Entra matches (RFC 7644 §3.4.2.2)',
      read: finds('emails[type eq "work"].value eq "ANN@x.io"'),
      result: true,
      notes: ['filter: emails[…].value compared, read as a condition inside the brackets'],
      scimType: 'invalidFilter',
      detail: /^Nothing may follow "\]" in a filter, but "\.value" stands at position 23\. Put the condition inside/,
    },
    {
      name: 'rule 49: a single complex attribute compared as its value (RFC 7644 §3.4.2.2)',
      read: finds(`id eq "U1" and ${enterprise}:manager eq "M1"`),
      result: true,
      notes: [`filter: ${enterprise}:manager compared, read as ${enterprise}:manager.value`],
      scimType: 'invalidFilter',
      detail:
        /is complex and has no value of its own\. Compare one of its sub-attributes: value, \$ref, displayName\.$/,
    },
    {
      name: 'rule 38: an attribute the type does not have is one without value (RFC 7644 §3.4.2.2)',
      read: finds('dispalyName eq "Ann" or userName eq "ann@x.io"'),
      result: true,
      notes: ['filter: a User has no attribute dispalyName, read as one without value'],
      scimType: 'invalidFilter',
      detail: /^The filter names dispalyName, which a User does not have\. Send an attribute as \/Schemas spells it\.$/,
    },
    {
      name: 'rule 38: a sub-attribute the attribute does not have (RFC 7644 §3.4.2.2)',
      read: finds('emails[kind eq "work"]'),
      result: false,
      notes: ['filter: emails has no attribute kind, read as one without value'],
      scimType: 'invalidFilter',
      detail: /^The filter names kind, which emails does not have/,
    },
    {
      name: 'rule 49: email.value for emails.value (RFC 7644 §3.4.2.2)',
      read: finds('email.value eq "ann@x.io"'),
      result: true,
      notes: ['filter: email.value read as emails.value'],
      scimType: 'invalidFilter',
      detail: /^The filter names email\.value, which a User does not have/,
    },
    {
      name: 'rule 1: a dot instead of the colon after a schema (RFC 7644 §3.10)',
      read: finds(`${enterprise}.department eq "r&d"`),
      result: true,
      notes: [`${enterprise}.department: a dot sent after the schema, read as a colon`],
      scimType: 'invalidFilter',
      detail: /has a dot after the schema's URI\. Send a colon: urn:.*:User:department\.$/,
    },
    {
      name: 'rule 46: a date without a time (RFC 7643 §2.3.5)',
      read: finds('meta.created ge "2026-03-01"'),
      result: true,
      notes: ['filter: meta.created compared with 2026-03-01, read as 2026-03-01T00:00:00.000Z'],
      scimType: 'invalidFilter',
      detail: /^meta\.created is compared with a dateTime such as "2011-05-13T04:42:34Z", but "2026-03-01" was sent/,
    },
    {
      name: 'rule 3: text compared with a number (RFC 7644 §3.4.2.2)',
      read: finds('externalId ne 5'),
      result: true,
      notes: ['filter: text externalId compared with 5, read as text'],
      scimType: 'invalidFilter',
      detail: /^externalId is compared with text in double quotes, but 5 was sent/,
    },
  ]);
});

describe('what every tenant reads', () => {
  testConform([
    {
      name: 'rule 1: names, operators and URIs in any case (RFC 7643 §2.1, RFC 7644 §3.10)',
      read: finds(`(ActiVe EQ true) AND NOT (${core.toUpperCase()}:USERNAME Eq "bob")`),
      result: true,
    },
    {
      name: 'rule 4: userName compares without case (RFC 7643 §4.1)',
      read: finds('userName eq "ANN@X.IO" and emails.value eq "ANN@x.io"'),
      result: true,
    },
    {
      name: 'rule 4: externalId and id compare with case (RFC 7643 §3.1)',
      read: finds('externalId eq "JYOUNG" or id eq "u1"'),
      result: false,
    },
    {
      name: 'rule 49: a multi-valued attribute means its values, as figure 2 has it (RFC 7644 §3.4.2.2)',
      read: finds('emails co "home.io"'),
      result: true,
    },
    {
      name: 'rule 49: members eq "id" (RFC 7644 §3.4.2.2)',
      read: finds('id eq "G1" and members eq "U1"', guides, groupResourceType),
      result: true,
    },
    {
      name: 'rule 49: two conditions on the same value (RFC 7644 §3.4.2.2)',
      read: finds('emails[type eq "work" and value eq "a@home.io"]'),
      result: false,
    },
    {
      name: 'rule 49: brackets after a single complex attribute (RFC 7644 §3.4.2.2)',
      read: finds('meta[created gt "2026-01-01T00:00:00Z" and lastModified lt "2027-01-01T00:00:00Z"]'),
      result: true,
    },
    {
      name: 'rule 46: times are compared as instants (RFC 7643 §2.3.5)',
      read: finds('meta.lastModified eq "2026-03-01T09:00:00+01:00"'),
      result: true,
    },
    {
      name: 'rule 1: an extension attribute without its schema, which the RFC only recommends (RFC 7644 §3.10)',
      read: finds('department eq "R&D"'),
      result: true,
      notes: [`department: sent without its schema, read as ${enterprise}:department`],
    },
  ]);
});

describe('a query across resource types', () => {
  testConform([
    {
      name: 'an attribute another type has is one without value, and no deviation (RFC 7644 §3.4.2.1)',
      read: (deviations) => {
        const types = [userResourceType, groupResourceType];
        const filter = parseFilter('userName eq "ann@x.io"', deviations);
        return types.map((type) => evaluate(bindFilter(filter, type, deviations, types), ann));
      },
      result: [true, false],
    },
  ]);
});
