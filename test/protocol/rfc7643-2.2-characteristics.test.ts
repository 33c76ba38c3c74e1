// RFC 7643 §2.2 and §7: the characteristics of an attribute rule, whatever its name. The schema here is made up, so that
// nothing the engine might know of users or groups helps it.
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { createDeviations, type Deviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { attribute, type ResourceType, type Schema } from '#main/protocol/schema/attribute.ts';
import { parseProjection } from '#main/protocol/schema/projection.ts';
import { isShownWhole, project } from '#main/protocol/schema/project.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { testConform, testDeviations, testRefused } from './deviation-cases.ts';
import { errorOf, lenient, patch } from './patch-cases.ts';

const deviceUri = 'urn:example:params:scim:schemas:Device';
const assetUri = 'urn:example:params:scim:schemas:Asset';
const description = '';

const text = { type: 'string', description } as const;
const device: Schema = {
  id: deviceUri,
  name: 'Device',
  description,
  attributes: [
    attribute({ ...text, name: 'serial', required: true, caseExact: true, mutability: 'immutable' }),
    attribute({ ...text, name: 'label' }),
    attribute({ ...text, name: 'notes', returned: 'request' }),
    attribute({ ...text, name: 'pin', mutability: 'writeOnly', returned: 'never' }),
    attribute({ ...text, name: 'token', returned: 'never' }),
    attribute({ ...text, name: 'state', mutability: 'readOnly', returned: 'always' }),
    attribute({ ...text, name: 'colour', canonicalValues: ['red', 'green'] }),
    attribute({ name: 'screens', type: 'integer', description }),
    attribute({ name: 'weight', type: 'decimal', description }),
    attribute({ name: 'bought', type: 'dateTime', description }),
    attribute({ name: 'image', type: 'binary', caseExact: true, description }),
    attribute({ name: 'manual', type: 'reference', referenceTypes: ['external'], description }),
    attribute({ ...text, name: 'tags', multiValued: true, returned: 'always' }),
    attribute({
      name: 'ports',
      type: 'complex',
      multiValued: true,
      description,
      subAttributes: [
        attribute({ ...text, name: 'value', required: true, mutability: 'immutable' }),
        attribute({ ...text, name: 'type' }),
        attribute({ ...text, name: 'secret', returned: 'request' }),
      ],
    }),
    attribute({
      name: 'place',
      type: 'complex',
      description,
      subAttributes: [
        attribute({ ...text, name: 'building', required: true }),
        attribute({ ...text, name: 'site', mutability: 'immutable' }),
        attribute({ ...text, name: 'doorCode', mutability: 'writeOnly', returned: 'never' }),
        attribute({ ...text, name: 'zone', mutability: 'readOnly' }),
      ],
    }),
  ],
};
const asset: Schema = {
  id: assetUri,
  name: 'Asset',
  description,
  attributes: [
    attribute({ ...text, name: 'owner', required: true }),
    attribute({ ...text, name: 'contract', mutability: 'immutable' }),
    attribute({ ...text, name: 'price', returned: 'request' }),
  ],
};
const deviceType: ResourceType = {
  name: 'Device',
  endpoint: '/Devices',
  description,
  schema: device,
  extensions: [{ schema: asset, required: false }],
};

const stored =
  (attributes: JsonObject) =>
  (deviations: Deviations): JsonObject => {
    const schemas = [deviceUri, ...Object.keys(attributes).filter((name) => name.includes(':'))];
    const body = { schemas, serial: 'A1', ...attributes };
    return validateResource(body, deviceType, { mode: 'create' }, deviations).doc;
  };

const holding = (attributes: JsonObject = {}): JsonObject => ({
  schemas: [deviceUri, ...Object.keys(attributes).filter((name) => name.includes(':'))],
  serial: 'A1',
  ...attributes,
});

const after =
  (before: JsonObject, ...operations: JsonObject[]) =>
  (deviations: Deviations): JsonValue =>
    patch(holding(before), operations, deviceType, undefined, deviations).doc ?? 'unchanged';

const replaced = (before: JsonObject, body: JsonObject) => (deviations: Deviations) =>
  validateResource({ ...holding(body) }, deviceType, { mode: 'replace', current: holding(before) }, deviations).doc;

describe('mutability', () => {
  testRefused([
    {
      name: 'rule 42: an immutable attribute gets another value in a PATCH (RFC 7644 §3.5.2)',
      read: after({}, { op: 'replace', path: 'serial', value: 'B2' }),
      scimType: 'mutability',
      detail: /^serial is immutable: it has a value, which cannot change\. Send the same value again\.$/,
    },
    {
      name: 'rule 42: an immutable attribute gets another value in a PUT (RFC 7644 §3.5.1)',
      read: replaced({}, { serial: 'B2' }),
      scimType: 'mutability',
      detail: /^serial is immutable/,
    },
    {
      name: 'rule 42: an immutable sub-attribute of a single value (RFC 7644 §3.5.2)',
      read: after({ place: { building: 'N', site: 'Bern' } }, { op: 'replace', path: 'place.site', value: 'Basel' }),
      scimType: 'mutability',
      detail: /^place\.site is immutable/,
    },
    {
      name: 'rule 42: an immutable sub-attribute of one of several values (RFC 7644 §3.5.2)',
      read: after(
        { ports: [{ type: 'lan', value: '1' }] },
        { op: 'replace', path: 'ports[type eq "lan"].value', value: '2' },
      ),
      scimType: 'mutability',
      detail: /^ports\[type eq "lan"\]\.value is immutable/,
    },
    {
      name: 'rule 42: an immutable attribute of an extension (RFC 7644 §3.5.1)',
      read: replaced({ [assetUri]: { owner: 'O', contract: 'C1' } }, { [assetUri]: { owner: 'O', contract: 'C2' } }),
      scimType: 'mutability',
      detail: /^urn:example:params:scim:schemas:Asset:contract is immutable/,
    },
    {
      name: 'rule 42: a read-only sub-attribute as the path of a PATCH (RFC 7644 §3.5.2)',
      read: after({ place: { building: 'N' } }, { op: 'add', path: 'place.zone', value: 'Z' }),
      scimType: 'mutability',
      detail: /^place\.zone is read-only/,
    },
  ]);

  testConform([
    {
      name: 'rule 42: the same value is fine (RFC 7644 §3.5.1)',
      read: replaced({ place: { building: 'N', site: 'Bern' } }, { place: { building: 'S', site: 'Bern' } }),
      result: holding({ place: { building: 'S', site: 'Bern' } }),
    },
    {
      name: 'rule 42: a value may be set where there is none (RFC 7644 §3.5.1)',
      read: after({ place: { building: 'N' } }, { op: 'add', path: 'place.site', value: 'Bern' }),
      result: holding({ place: { building: 'N', site: 'Bern' } }),
    },
    {
      name: 'rule 42: values of a multi-valued attribute come and go as a whole (RFC 7643 §7)',
      read: replaced({ ports: [{ type: 'lan', value: '1' }] }, { ports: [{ type: 'lan', value: '2' }] }),
      result: holding({ ports: [{ type: 'lan', value: '2' }] }),
    },
    {
      name: 'rule 41: what is writeOnly or never returned is read and not kept (RFC 7643 §7)',
      read: stored({ pin: '0815', token: 'sesame', place: { building: 'N', doorCode: '99' } }),
      result: holding({ place: { building: 'N' } }),
    },
    {
      name: 'rule 41: nor is it kept by a PATCH (RFC 7643 §7)',
      read: after(
        { place: { building: 'N' } },
        { op: 'add', path: 'token', value: 'sesame' },
        { op: 'add', path: 'place.doorCode', value: '99' },
      ),
      result: 'unchanged',
    },
    {
      name: 'rule 13: read-only attributes and sub-attributes are ignored in a body (RFC 7644 §3.3)',
      read: stored({ state: 'on', place: { building: 'N', zone: 'Z' } }),
      result: holding({ place: { building: 'N' } }),
    },
  ]);
});

describe('required', () => {
  testRefused([
    {
      name: 'rule 43: an attribute (RFC 7643 §2.2)',
      read: (deviations) => validateResource({ schemas: [deviceUri] }, deviceType, { mode: 'create' }, deviations),
      scimType: 'invalidValue',
      detail: /^serial is required/,
    },
    {
      name: 'rule 43: a sub-attribute of one of several values (RFC 7643 §7)',
      read: stored({ ports: [{ value: '1' }, { type: 'lan' }] }),
      scimType: 'invalidValue',
      detail: /^ports\.value is required/,
    },
    {
      name: 'rule 43: a sub-attribute that a PATCH takes away (RFC 7644 §3.5.2.2)',
      read: after({ place: { building: 'N', site: 'B' } }, { op: 'remove', path: 'place.building' }),
      scimType: 'mutability',
      detail: /^place\.building is required and cannot be removed or emptied\./,
    },
    {
      name: 'rule 43: an attribute of an extension that is there (RFC 7643 §3.3)',
      read: stored({ [assetUri]: { contract: 'C1' } }),
      scimType: 'invalidValue',
      detail: /^urn:example:params:scim:schemas:Asset:owner is required/,
    },
  ]);

  testConform([
    {
      name: 'rule 25: it may be set by a later operation of the same PATCH (RFC 7644 §3.5.2)',
      read: after(
        {},
        { op: 'add', path: 'place.site', value: 'Bern' },
        { op: 'add', path: 'place.building', value: 'N' },
      ),
      result: holding({ place: { site: 'Bern', building: 'N' } }),
    },
  ]);

  test('the error of a PATCH names the operation that took it away', () => {
    const operations = [
      { op: 'add', path: 'label', value: 'x' },
      { op: 'remove', path: 'place.building' },
    ];
    expect(errorOf(() => after({ place: { building: 'N', site: 'B' } }, ...operations)(lenient())).context).toEqual({
      path: 'place.building',
      operationIndex: 1,
    });
  });
});

describe('types', () => {
  testRefused(
    (
      [
        ['screens', 1.5, 'a whole number, but the number 1.5'],
        ['screens', '3', 'a whole number, but the text "3"'],
        ['weight', '1.5', 'a number, but the text "1.5"'],
        ['bought', 'yesterday', 'a dateTime such as "2011-05-13T04:42:34Z", but the text "yesterday"'],
        ['manual', 5, 'a URI, but the number 5'],
        ['image', true, 'base64 text, but the boolean true'],
        ['tags', [5], 'a string, but the number 5'],
      ] as const
    ).map(([name, value, expectation]) => ({
      name: `RFC 7643 §2.3: ${name} as ${JSON.stringify(value)}`,
      read: stored({ [name]: value }),
      scimType: 'invalidValue',
      detail: new RegExp(`^${name} expects ${expectation} was sent\\.$`),
    })),
  );

  testDeviations([
    {
      name: 'rule 46: a date without a time (RFC 7643 §2.3.5)',
      read: stored({ bought: '2026-03-01' }),
      result: holding({ bought: '2026-03-01' }),
      notes: ['bought: the text "2026-03-01" is no dateTime, kept as sent'],
      scimType: 'invalidValue',
      detail: /^bought expects a dateTime such as/,
    },
    {
      name: 'RFC 7643 §2.3.6: binary that is not base64',
      read: stored({ image: 'A' }),
      result: holding({ image: 'A' }),
      notes: ['image: the text "A" is no binary, kept as sent'],
      scimType: 'invalidValue',
      detail: /^image expects base64 text, but the text "A" was sent\.$/,
    },
  ]);

  testConform(
    (
      [
        ['screens', 3],
        ['weight', -1.5e3],
        ['bought', '2011-05-13T04:42:34+02:00'],
        ['bought', '2011-05-13T04:42:34.5'],
        ['image', 'AQID'],
        ['image', 'AQI='],
        ['image', '-_8'],
        ['manual', '../help?x=1#a'],
        ['manual', 'https://x.io/%C3%A4'],
        ['tags', ['b', 'a']],
        ['colour', 'mauve'],
      ] as const
    ).map(([name, value]) => ({
      name: `RFC 7643 §2.3: ${name} as ${JSON.stringify(value)} is kept verbatim`,
      read: stored({ [name]: value }),
      result: holding({ [name]: value }),
    })),
  );
});

const finds = (filter: string): boolean =>
  evaluate(bindFilter(parseFilter(filter, lenient()), deviceType, lenient()), holding({ label: 'Ann', image: 'AQID' }));

describe('caseExact', () => {
  test.each([
    ['label eq "ANN"', true],
    ['serial eq "a1"', false],
    ['serial eq "A1"', true],
    ['image eq "aqid"', false],
  ])('rule 4: %s finds it: %j (RFC 7643 §2.2)', (filter, found) => {
    expect(finds(filter)).toBe(found);
  });

  test.each(['pin', 'token', 'place.doorCode'])('rule 41: %s cannot be filtered by (RFC 7643 §7)', (name) => {
    expect(errorOf(() => finds(`${name} eq "x"`))).toMatchObject({ status: 400, scimType: 'invalidFilter' });
  });
});

describe('returned', () => {
  const resource = holding({
    id: 'D1',
    state: 'on',
    tags: ['a'],
    label: 'L',
    notes: 'N',
    ports: [{ value: '1', secret: 's' }],
    [assetUri]: { owner: 'O', price: '5' },
  });
  const shown = (attributes?: string, excludedAttributes?: string) =>
    project(resource, deviceType, parseProjection(deviceType, attributes, excludedAttributes));
  const always = { schemas: resource['schemas'], id: 'D1', state: 'on', tags: ['a'] };

  test('rule 41: request is shown only when it is asked for (RFC 7643 §7)', () => {
    expect(isShownWhole(deviceType, undefined)).toBe(false);
    expect(shown()).toEqual({
      ...always,
      serial: 'A1',
      label: 'L',
      ports: [{ value: '1' }],
      [assetUri]: { owner: 'O' },
    });
    expect(shown('notes')).toEqual({ ...always, notes: 'N' });
    expect(shown('ports')).toEqual({ ...always, ports: [{ value: '1' }] });
    expect(shown('ports.secret')).toEqual({ ...always, ports: [{ secret: 's' }] });
    expect(shown(`${assetUri}:price`)).toEqual({ ...always, [assetUri]: { price: '5' } });
    expect(shown(assetUri)).toEqual({ ...always, [assetUri]: { owner: 'O' } });
  });

  test('rule 11: always is never left out (RFC 7644 §3.9)', () => {
    expect(shown(undefined, 'state,tags,id,schemas,label,ports,serial')).toEqual({
      ...always,
      [assetUri]: { owner: 'O' },
    });
    expect(shown(deviceUri)).toEqual({ ...always, serial: 'A1', label: 'L', ports: [{ value: '1' }] });
  });
});

test('a schema with nothing to hide is shown as it is stored, without a look at its attributes', () => {
  const plain: ResourceType = {
    ...deviceType,
    schema: { ...device, attributes: device.attributes.slice(0, 2) },
    extensions: [],
  };
  expect(isShownWhole(plain, undefined)).toBe(true);
});

test('all of it in a strict tenant too: a conform device has nothing to note', () => {
  const deviations = createDeviations('strict');
  const attributes = {
    label: 'L',
    screens: 2,
    weight: 1.5,
    bought: '2026-03-01T00:00:00Z',
    image: 'AQID',
    manual: 'https://x.io/m',
    tags: ['a'],
    ports: [{ type: 'lan', value: '1' }],
    place: { building: 'N' },
    [assetUri]: { owner: 'O' },
  };
  expect(stored(attributes)(deviations)).toEqual(holding(attributes));
  expect(deviations.notes).toEqual([]);
});
