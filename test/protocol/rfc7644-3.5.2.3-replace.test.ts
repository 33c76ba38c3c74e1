// RFC 7644 §3.5.2.3 Replace Operation, https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2.3
import { describe } from 'vitest';
import { enterprise, testPatches, testRefusals } from './patch-cases.ts';

const work = { type: 'work', value: 'bjensen@example.com', primary: true };
const home = { type: 'home', value: 'babs@jensen.org' };

describe('"If the \\"path\\" parameter is omitted, the target is assumed to be the resource itself."', () => {
  testPatches([
    {
      name: "the RFC's example replaces emails and nickName",
      before: { emails: [work], nickName: 'Barb' },
      operations: [
        { op: 'replace', value: { emails: [home, { ...work, value: 'babs@example.com' }], nickName: 'Babs' } },
      ],
      after: { emails: [home, { ...work, value: 'babs@example.com' }], nickName: 'Babs' },
    },
    {
      name: 'a complex member is merged: what it does not mention stays',
      before: { name: { givenName: 'Barbara', familyName: 'Jensen' } },
      operations: [{ op: 'replace', value: { name: { familyName: 'Smith' } } }],
      after: { name: { givenName: 'Barbara', familyName: 'Smith' } },
    },
  ]);
});

describe('"If the target location is a single-value attribute, the attributes value is replaced."', () => {
  testPatches([
    {
      name: 'a simple one',
      before: { title: 'VP' },
      operations: [{ op: 'replace', path: 'title', value: 'SVP' }],
      after: { title: 'SVP' },
    },
    {
      name: '"If the target location path specifies an attribute that does not exist, the service provider SHALL treat the operation as an add."',
      before: {},
      operations: [{ op: 'replace', path: 'title', value: 'VP' }],
      after: { title: 'VP' },
    },
    {
      name: 'the same value changes nothing',
      before: { title: 'VP' },
      operations: [{ op: 'replace', path: 'title', value: 'VP' }],
      after: 'unchanged',
    },
    {
      name: 'null clears it',
      before: { title: 'VP' },
      operations: [{ op: 'replace', path: 'title', value: null }],
      after: {},
    },
    {
      name: 'an empty text is kept as sent',
      before: { title: 'VP' },
      operations: [{ op: 'replace', path: 'title', value: '' }],
      after: { title: '' },
    },
    {
      name: 'null clears one sub-attribute',
      before: { name: { givenName: 'Barbara', familyName: 'Jensen' } },
      operations: [{ op: 'replace', path: 'name', value: { givenName: null } }],
      after: { name: { familyName: 'Jensen' } },
    },
  ]);
});

describe('"If the target location is a multi-valued attribute and no filter is specified, the attribute and all values are replaced."', () => {
  testPatches([
    {
      name: 'by an array',
      before: { emails: [work, home] },
      operations: [{ op: 'replace', path: 'emails', value: [home] }],
      after: { emails: [home] },
    },
    {
      name: 'by one object',
      before: { emails: [work] },
      operations: [{ op: 'replace', path: 'emails', value: home }],
      after: { emails: [home] },
    },
    {
      name: 'by a text, which is its value',
      before: {},
      operations: [{ op: 'replace', path: 'emails', value: 'a@x.io' }],
      after: { emails: [{ value: 'a@x.io' }] },
    },
    {
      name: 'by nothing',
      before: { emails: [work] },
      operations: [{ op: 'replace', path: 'emails', value: [] }],
      after: {},
    },
    {
      name: 'by null',
      before: { emails: [work] },
      operations: [{ op: 'replace', path: 'emails', value: null }],
      after: {},
    },
  ]);
});

describe('"If the target location is a complex multi-valued attribute with a value selection filter ..."', () => {
  testPatches([
    {
      name: '"... that filter matches one or more values, then all of the record values ... SHALL be replaced": one value',
      before: {
        addresses: [
          { type: 'work', streetAddress: '911 Universal City Plaza', locality: 'Hollywood' },
          { type: 'home', locality: 'Malibu' },
        ],
      },
      operations: [
        {
          op: 'replace',
          path: 'addresses[type eq "work"]',
          value: { type: 'work', streetAddress: '1010 Broadway Ave', region: 'CA' },
        },
      ],
      after: {
        addresses: [
          { type: 'work', streetAddress: '1010 Broadway Ave', region: 'CA' },
          { type: 'home', locality: 'Malibu' },
        ],
      },
    },
    {
      name: 'a value that leaves the selected type out keeps it',
      before: { emails: [work, home] },
      operations: [{ op: 'replace', path: 'emails[type eq "work"]', value: { value: 'new@example.com' } }],
      after: { emails: [{ type: 'work', value: 'new@example.com' }, home] },
    },
    {
      name: 'several matches become one value',
      before: { emails: [work, home, { type: 'work', value: 'second@example.com' }] },
      operations: [
        { op: 'replace', path: 'emails[type eq "work"]', value: { type: 'work', value: 'new@example.com' } },
      ],
      after: { emails: [{ type: 'work', value: 'new@example.com' }, home] },
    },
    {
      name: '"... specific sub-attribute": only that one of the matching values',
      before: { addresses: [{ type: 'work', streetAddress: 'Old', locality: 'Hollywood' }] },
      operations: [{ op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: '1010 Broadway Ave' }],
      after: { addresses: [{ type: 'work', streetAddress: '1010 Broadway Ave', locality: 'Hollywood' }] },
    },
    {
      name: 'null clears the sub-attribute of the matching values',
      before: { addresses: [{ type: 'work', streetAddress: 'Old', locality: 'Hollywood' }] },
      operations: [{ op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: null }],
      after: { addresses: [{ type: 'work', locality: 'Hollywood' }] },
    },
    {
      name: 'null on a value that is not there creates nothing',
      before: {},
      operations: [{ op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: null }],
      after: 'unchanged',
    },
    {
      name: 'two values that became the same are one',
      before: {
        emails: [
          { type: 'work', value: 'a@x.io' },
          { type: 'work', value: 'b@x.io' },
        ],
      },
      operations: [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'c@x.io' }],
      after: { emails: [{ type: 'work', value: 'c@x.io' }] },
    },
    {
      name: '"... setting a value\'s \\"primary\\" sub-attribute to \\"true\\" ... SHALL cause the server to automatically set \\"primary\\" to \\"false\\" for any other values"',
      before: { emails: [work, home] },
      operations: [{ op: 'replace', path: 'emails[type eq "home"].primary', value: true }],
      after: {
        emails: [
          { ...work, primary: false },
          { ...home, primary: true },
        ],
      },
    },
  ]);

  testRefusals([
    {
      name: '"... and no record match was made, the service provider SHALL indicate failure by ... \\"noTarget\\"", where the filter names no value to create',
      before: { emails: [work] },
      operations: [{ op: 'replace', path: 'emails[not (type eq "work")].value', value: 'a@x.io' }],
      scimType: 'noTarget',
      operationIndex: 0,
      detail: /No value of emails matches/,
    },
  ]);
});

describe('values of the wrong type', () => {
  testRefusals([
    {
      name: 'text for a boolean',
      operations: [{ op: 'replace', path: 'active', value: 'yes' }],
      scimType: 'invalidValue',
      operationIndex: 0,
      detail: /active expects true or false, but the text "yes" was sent/,
    },
    {
      name: 'a number for text',
      operations: [{ op: 'replace', value: { title: 5 } }],
      scimType: 'invalidValue',
      operationIndex: 0,
      detail: /title expects a string, but the number 5 was sent/,
    },
    {
      name: 'several values for one',
      operations: [{ op: 'replace', path: 'title', value: ['a', 'b'] }],
      scimType: 'invalidValue',
      operationIndex: 0,
      detail: /title takes one value.*an array of 2 values was sent/,
    },
    {
      name: 'text for an address',
      operations: [{ op: 'add', path: 'addresses', value: 'Main St' }],
      scimType: 'invalidValue',
      operationIndex: 0,
      detail: /addresses expects an object with formatted, streetAddress/,
    },
    {
      name: 'the failing operation is named, and nothing of the earlier ones is kept',
      operations: [
        { op: 'replace', path: 'title', value: 'VP' },
        { op: 'replace', path: 'locale', value: 'en' },
        { op: 'replace', path: `${enterprise}:department`, value: true },
      ],
      scimType: 'invalidValue',
      operationIndex: 2,
      detail: /department expects a string, but the boolean true/,
    },
  ]);
});
