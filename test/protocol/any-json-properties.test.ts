// Whatever JSON is sent, in 4 KiB: POST, PUT and PATCH read it or refuse it with a ScimError, and soon.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '#shared/lang/json.ts';
import { applyPatch } from '#main/protocol/patch/apply-patch.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { propertyRuns } from '../property-runs.ts';
import { json } from './arbitrary/inputs.ts';
import { budget, faultsOf, type Readers } from './arbitrary/reading.ts';

const types = [userResourceType, groupResourceType];
const doc = {
  schemas: [userResourceType.schema.id],
  userName: 'ann',
  name: { familyName: 'Bell' },
  emails: [{ type: 'work', value: 'ann@x.example', primary: true }],
};

const jsonReaders: Readers<JsonValue> = {
  PATCH: (body, deviations) =>
    types.map((type) => applyPatch({ doc, members: [] }, parsePatchOp(body, type, deviations), type, deviations)),
  POST: (body, deviations) => types.map((type) => validateResource(body, type, { mode: 'create' }, deviations)),
  PUT: (body, deviations) => validateResource(body, userResourceType, { mode: 'replace', current: doc }, deviations),
};

const inputs = propertyRuns(10_000, 500_000);
const timeout = 3_600_000;

test(`${inputs} JSON documents are read, or refused with a ScimError, within ${budget} ms`, { timeout }, () => {
  fc.assert(
    fc.property(json, (body) => {
      fc.pre(JSON.stringify(body).length <= 4096);
      expect(faultsOf(jsonReaders, body)).toEqual([]);
    }),
    { numRuns: inputs },
  );
});
