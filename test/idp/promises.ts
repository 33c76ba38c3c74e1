// What Rollcall promises of every answer, whatever was asked; another service need not keep it.
import type { JsonObject } from '#shared/lang/json.ts';
import { at, isElsewhere, type Answer, type Step } from './conversation.ts';

/** Where the answer breaks a promise; RFC 7644 §3.12 leaves scimType out if it likes, Rollcall never does. */
export function brokenPromises({ status, headers, text, json }: Answer, { path, response }: Step): readonly string[] {
  // The token endpoint speaks OAuth and not SCIM.
  if (isElsewhere(path)) return [];
  const broken: string[] = [];
  const promise = (kept: boolean, words: string): void => {
    if (!kept) broken.push(`promise: ${words}`);
  };
  if (status === 204 || status === 304) {
    promise(text === '', `${status} has no body`);
    return broken;
  }
  const body = json as JsonObject | undefined;
  promise(headers['content-type'] === 'application/scim+json', `Content-Type is ${headers['content-type']}`);
  promise(!/[:[,]null[,}\]]/.test(text), 'no null is in the body');
  promise(Array.isArray(body?.['schemas']), 'the body has schemas');
  if (status < 400) return broken;
  const { schemas: _, status: written, scimType, detail, ...others } = body ?? {};
  promise(written === String(status), `status is ${JSON.stringify(written)} and is text`);
  promise(
    typeof detail === 'string' && detail.length >= 20 && detail.length <= 300,
    `detail teaches: ${JSON.stringify(detail)}`,
  );
  promise(Object.keys(others).length === 0, `an error holds nothing else: ${Object.keys(others).join(', ')}`);
  const keyword = at(response, 'scimType/$optional');
  if (keyword !== undefined)
    promise(scimType === keyword, `scimType is ${JSON.stringify(scimType)}, not ${JSON.stringify(keyword)}`);
  if (status === 401) promise(headers['www-authenticate']?.startsWith('Bearer') ?? false, '401 names the scheme');
  return broken;
}
