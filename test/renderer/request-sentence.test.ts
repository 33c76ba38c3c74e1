import { describe, expect, test } from 'vitest';
import { getI18n } from 'react-i18next';
import '#renderer/app/i18n.ts';
import { requestSentence, sentenceText, type SentenceFacts } from '#renderer/ui/request-sentence.ts';
import { entry } from './fixtures.ts';

const say = (facts: Partial<SentenceFacts>): string =>
  sentenceText(requestSentence({ ...entry(1, { targetName: 'Ada Lovelace' }), ...facts }, getI18n().t));

describe('a request as a sentence', () => {
  test.each([
    ['create', 'Created Ada Lovelace'],
    ['update', 'Updated Ada Lovelace'],
    ['disable', 'Disabled Ada Lovelace'],
    ['enable', 'Enabled Ada Lovelace'],
    ['delete', 'Deleted Ada Lovelace'],
    ['read', 'Looked up Ada Lovelace'],
  ])('%s reads "%s"', (provisioningAction, sentence) => {
    expect(say({ provisioningAction })).toBe(sentence);
  });

  test('membership names the group', () => {
    const facts = { targetName: 'Berlin Office', changedAttributes: ['members'] };
    expect(say({ ...facts, provisioningAction: 'addMember' })).toBe('Added member to Berlin Office');
    expect(say({ ...facts, provisioningAction: 'removeMember' })).toBe('Removed member from Berlin Office');
  });

  test('only the name is strong', () => {
    const sentence = requestSentence({ ...entry(1), targetName: 'Ada Lovelace' }, getI18n().t);
    expect(sentence).toEqual({ before: 'Updated ', name: 'Ada Lovelace', after: '' });
  });

  test('an update that changed nothing says so', () => {
    expect(say({ changedAttributes: [] })).toBe('Nothing to change for Ada Lovelace');
  });

  test.each([
    ['/Users?count=1', 'Listed users'],
    ['/Groups?startIndex=1', 'Listed groups'],
    ['/ServiceProviderConfig', 'Read the service provider configuration'],
    ['/ResourceTypes', 'Read the resource types'],
    ['/Schemas/urn:ietf:params:scim:schemas:core:2.0:User', 'Read the schemas'],
    ['/Me', 'Answered GET /Me'],
    ['/users', 'Listed users'],
    ['/Devices?count=1', 'Listed Devices'],
    ['/?filter=userName%20pr', 'Searched all resources'],
    ['/', 'Searched all resources'],
  ])('GET %s without a name reads "%s"', (path, sentence) => {
    expect(say({ method: 'GET', path, provisioningAction: 'read', targetName: null, resourceId: null })).toBe(sentence);
  });

  test.each([
    ['/Users/.search', 'Listed users'],
    ['/Devices/.search', 'Listed Devices'],
    ['/.search', 'Searched all resources'],
  ])('POST %s reads "%s"', (path, sentence) => {
    const facts = { provisioningAction: 'read', targetName: null, resourceId: null };
    expect(say({ ...facts, method: 'POST', path })).toBe(sentence);
  });

  test('a bulk request says how its operations went', () => {
    const facts = { method: 'POST', path: '/Bulk', provisioningAction: 'bulk', changedAttributes: [] };
    expect(say({ ...facts, targetName: '100 operations, 98 done, 2 failed' })).toBe(
      'Bulk: 100 operations, 98 done, 2 failed',
    );
  });

  test('a refusal gives its reason, with the name if there is one', () => {
    const detail = 'userName "ada" is taken.';
    expect(say({ status: 409, detail })).toBe('Refused Ada Lovelace: userName "ada" is taken.');
    expect(say({ status: 401, detail: 'Unknown token.', targetName: null, resourceId: null })).toBe(
      'Refused: Unknown token.',
    );
    expect(say({ status: 500, detail: null, targetName: null, resourceId: null })).toMatch(/^Failed: PATCH \/Users\//);
  });

  test('a client that went away is said to have left', () => {
    expect(say({ aborted: true, status: 0 })).toBe('Client left before the answer: Ada Lovelace');
  });

  test('without a name the id stands for it, cut to what can be told apart', () => {
    expect(say({ targetName: null })).toBe('Updated User …61904646');
  });
});
