// RFC 7643 §2.4 Multi-Valued Attributes. https://www.rfc-editor.org/rfc/rfc7643#section-2.4
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { core, lenient } from './patch-cases.ts';

const read = (emails: JsonObject[], name = 'emails') => {
  const deviations = lenient();
  const body = { schemas: [core], userName: 'a', [name]: emails };
  const { doc } = validateResource(body, userResourceType, { mode: 'create' }, deviations);
  const { notes } = deviations;
  return { values: doc[name], notes };
};

describe('"The primary attribute value \\"true\\" MUST appear no more than once."', () => {
  test('of two, as PingOne sends them, the last one stays, with a note', () => {
    const { values, notes } = read([
      { value: 'a', primary: true },
      { value: 'b', primary: true },
    ]);
    expect(values).toEqual([
      { value: 'a', primary: false },
      { value: 'b', primary: true },
    ]);
    expect(notes).toEqual(['emails: 2 values sent as primary, the last one kept']);
  });

  test('one is left alone, and none is made up', () => {
    expect(
      read([
        { value: 'a', primary: true },
        { value: 'b', primary: false },
      ]).values,
    ).toEqual([
      { value: 'a', primary: true },
      { value: 'b', primary: false },
    ]);
    expect(read([{ value: 'a' }, { value: 'b' }]).values).toEqual([{ value: 'a' }, { value: 'b' }]);
  });
});

describe('"service providers SHOULD NOT return the same (type, value) combination more than once per attribute"', () => {
  test('it is there once, with what either says about it', () => {
    const values = [
      { type: 'work', value: 'a', display: 'A' },
      { type: 'home', value: 'a' },
      { type: 'work', value: 'a', primary: true },
    ];
    expect(read(values).values).toEqual([
      { type: 'work', value: 'a', display: 'A', primary: true },
      { type: 'home', value: 'a' },
    ]);
  });

  test('several values of one type stay', () => {
    const values = [
      { type: 'work', value: 'a' },
      { type: 'work', value: 'b' },
    ];
    expect(read(values).values).toEqual(values);
  });

  test('values without a value are the same only when everything is', () => {
    const values = [
      { type: 'work', locality: 'Bern' },
      { type: 'work', locality: 'Basel' },
      { type: 'work', locality: 'Bern' },
    ];
    expect(read(values, 'addresses').values).toEqual(values.slice(0, 2));
  });
});

test('any type is accepted: canonical values are suggestions', () => {
  expect(read([{ type: 'cottage', value: 'a' }]).values).toEqual([{ type: 'cottage', value: 'a' }]);
});
