import type { ServerResponse } from 'node:http';
import type { Misbehaviour } from '../examined.ts';

/** Answers, and says that it did. */
export const say = (response: ServerResponse, status: number, headers: Record<string, string>, body = ''): true => {
  response.writeHead(status, headers).end(body);
  return true;
};
export const page = (title: string): string =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body></body></html>`;
export const html = { 'content-type': 'text/html' };
export const without = <Value>(headers: Record<string, Value>, name: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));

/** A server in front, and what the doctor must say of it. */
export interface Way {
  readonly what: string;
  readonly bad: Misbehaviour;
  /** How long the doctor waits for each answer, where that is what ends the wait. */
  readonly timeLimitMs?: number;
  /** All that is found, as `check result`. */
  readonly finds: readonly string[];
  readonly says: RegExp;
  readonly entra: RegExp | null;
  /** What is to be changed there. */
  readonly change: RegExp;
}
