import { expect, test } from 'vitest';
import { StoreError, type StoreErrorCode } from '#main/application/ports/store-error.ts';
import { answerStoreFailure } from '#main/application/scim/store-failure.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';

const answer = answerStoreFailure({ tenantId: 't', type: userResourceType, id: 'u1' });
const answerTo = (error: unknown): unknown => {
  try {
    return answer(error);
  } catch (thrown) {
    return thrown;
  }
};

test.each<[StoreErrorCode, number, string]>([
  ['not-found', 404, 'no User with the id "u1"'],
  ['busy', 503, 'Try again'],
  ['full', 507, 'disk of Rollcall is full'],
  ['not-writable', 507, 'may not write'],
  ['newer-database', 503, 'cannot use its database'],
  ['corrupt', 503, 'cannot use its database'],
  ['locked', 503, 'cannot use its database'],
  ['closed', 503, 'cannot use its database'],
])('%s is answered with %i', (code, status, detail) => {
  const error = new StoreError(code, 'what /home/admin/rollcall.sqlite said');
  const refusal = answerTo(error) as ScimError;
  expect(refusal).toBeInstanceOf(ScimError);
  expect(refusal).toMatchObject({ status, scimType: undefined, cause: error });
  expect(refusal.detail).toContain(detail);
  // Where the data lies is nothing a client needs to know.
  expect(refusal.detail).not.toContain('/home/admin');
});

test('uniqueness names the attribute, the value and its holder, and says when that one is inactive or was made here', () => {
  const facts = { attribute: 'userName', value: 'ann@x.io', id: '8f2', active: false };
  expect(answerTo(new StoreError('uniqueness', 'taken', facts))).toMatchObject({
    status: 409,
    scimType: 'uniqueness',
    detail:
      'userName "ann@x.io" already belongs to User 8f2 (inactive). Match on userName to link to it, or rename or remove it first.',
  });
  expect(answerTo(new StoreError('uniqueness', 'taken', { ...facts, active: true }))).toMatchObject({
    detail: expect.stringContaining('User 8f2. Match'),
  });
  expect(answerTo(new StoreError('uniqueness', 'taken', { ...facts, active: true, local: true }))).toMatchObject({
    status: 409,
    scimType: 'uniqueness',
    detail:
      'userName "ann@x.io" already belongs to User 8f2, which is a person made here: match on userName to link to it. Role and notes are kept.',
  });
});

test('anything else goes on as it is', () => {
  const bug = new TypeError('x is not a function');
  expect(answerTo(bug)).toBe(bug);
});
