// Whatever is sent: every reader of text and of JSON answers with what it read or with a ScimError, and soon. An input is
// at most 4 KiB; what one reader made is read by the next, as it is in a request.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '#shared/lang/json.ts';
import { compatibilities } from '#shared/scim/compatibility.ts';
import { parseJsonBody } from '#main/http/json-body.ts';
import { parseQuery } from '#main/http/query-string.ts';
import { createDeviations, type Deviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { printFilter } from '#main/protocol/filter/print.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';
import { applyPatch } from '#main/protocol/patch/apply-patch.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import { parsePatchPath } from '#main/protocol/patch/path.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { propertyRuns } from '../property-runs.ts';
import { anyText, json } from './arbitrary/inputs.ts';

/** CPU milliseconds of this thread that one input may cost one reader. */
const budget = 30;

const types = [userResourceType, groupResourceType];
const doc = {
  schemas: [userResourceType.schema.id],
  userName: 'ann',
  name: { familyName: 'Bell' },
  emails: [{ type: 'work', value: 'ann@x.example', primary: true }],
};

type Readers<Input> = Readonly<Record<string, (input: Input, deviations: Deviations) => unknown>>;

const textReaders: Readers<string> = {
  filter: (text, deviations) => {
    const tree = parseFilter(text, deviations);
    return [printFilter(tree), ...types.map((type) => evaluate(bindFilter(tree, type, deviations), doc))];
  },
  path: (text, deviations) => types.map((type) => parsePatchPath(text, type, deviations)),
  body: (text) => parseJsonBody(text),
  query: (text) => parseQuery(text),
};

const jsonReaders: Readers<JsonValue> = {
  PATCH: (body, deviations) =>
    types.map((type) => applyPatch({ doc, members: [] }, parsePatchOp(body, type, deviations), type, deviations)),
  POST: (body, deviations) => types.map((type) => validateResource(body, type, { mode: 'create' }, deviations)),
  PUT: (body, deviations) => validateResource(body, userResourceType, { mode: 'replace', current: doc }, deviations),
};

/** CPU time, which other processes do not lengthen; the best of five before a slow one is believed. */
function cpuMs(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5 && best > budget; attempt += 1) {
    const start = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** What is wrong with how the readers take the input; nothing as a rule. */
function faultsOf<Input>(readers: Readers<Input>, input: Input): readonly string[] {
  return Object.entries(readers).flatMap(([name, read]) =>
    compatibilities.flatMap((compatibility) => {
      let fault: string | undefined;
      const spent = cpuMs(() => {
        try {
          read(input, createDeviations(compatibility));
        } catch (error) {
          if (error instanceof ScimError && error.status < 500 && error.detail !== '') return;
          fault = `${name} (${compatibility}) threw ${String(error)}`;
        }
      });
      if (fault !== undefined) return [fault];
      return spent > budget ? [`${name} (${compatibility}) took ${spent} ms`] : [];
    }),
  );
}

const inputs = propertyRuns(20_000, 1_000_000);
const timeout = 3_600_000;

test(`${inputs / 2} texts are read, or refused with a ScimError, within ${budget} ms`, { timeout }, () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(faultsOf(textReaders, text)).toEqual([]);
    }),
    { numRuns: inputs / 2 },
  );
});

test(`${inputs / 2} JSON documents are read, or refused with a ScimError, within ${budget} ms`, { timeout }, () => {
  fc.assert(
    fc.property(json, (body) => {
      fc.pre(JSON.stringify(body).length <= 4096);
      expect(faultsOf(jsonReaders, body)).toEqual([]);
    }),
    { numRuns: inputs / 2 },
  );
});
