import { expect, test } from 'vitest';
import { createDeviations, type Deviations } from '#main/protocol/deviations.ts';
import { errorOf } from './patch-cases.ts';

/** What a real client sends beside the RFC. */
export interface DeviationCase {
  /** `rule 34: …`: the number in the list of server rules, the sentence, the section. */
  readonly name: string;
  readonly read: (deviations: Deviations) => unknown;
  /** What a lenient tenant makes of it. */
  readonly result: unknown;
  /** What its log says. */
  readonly notes: readonly string[];
  /** What a strict tenant answers with 400. */
  readonly scimType: string;
  readonly detail: RegExp;
}

/** Two tests for each deviation: taken with a note by a lenient tenant, refused by a strict one. */
export function testDeviations(cases: readonly DeviationCase[]): void {
  for (const { name, read, result, notes, scimType, detail } of cases) {
    test(`${name}; lenient: noted`, () => {
      const deviations = createDeviations('lenient');
      expect(read(deviations)).toEqual(result);
      expect(deviations.notes).toEqual(notes);
    });

    test(`${name}; strict: 400 ${scimType}`, () => {
      const error = errorOf(() => read(createDeviations('strict')));
      expect([error.status, error.scimType]).toEqual([400, scimType]);
      expect(error.detail).toMatch(detail);
    });
  }
}

/** What the RFC allows: the same in every tenant, and no deviation. */
export interface ConformCase {
  readonly name: string;
  readonly read: (deviations: Deviations) => unknown;
  readonly result: unknown;
  /** Remarks that are no deviations. */
  readonly notes?: readonly string[];
}

/** Two tests for each: lenient and strict read it alike. */
export function testConform(cases: readonly ConformCase[]): void {
  for (const { name, read, result, notes = [] } of cases) {
    for (const compatibility of ['lenient', 'strict'] as const) {
      test(`${name}; ${compatibility}`, () => {
        const deviations = createDeviations(compatibility);
        expect(read(deviations)).toEqual(result);
        expect(deviations.notes).toEqual(notes);
      });
    }
  }
}

/** What is refused whatever the tenant. */
export interface RefusedCase {
  readonly name: string;
  readonly read: (deviations: Deviations) => unknown;
  readonly scimType: string;
  readonly detail: RegExp;
}

/** Two tests for each: lenient and strict refuse it alike. */
export function testRefused(cases: readonly RefusedCase[]): void {
  for (const { name, read, scimType, detail } of cases) {
    for (const compatibility of ['lenient', 'strict'] as const) {
      test(`${name}; ${compatibility}: 400 ${scimType}`, () => {
        const error = errorOf(() => read(createDeviations(compatibility)));
        expect([error.status, error.scimType]).toEqual([400, scimType]);
        expect(error.detail).toMatch(detail);
      });
    }
  }
}
