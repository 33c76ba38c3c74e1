// Whatever text is sent, in 4 KiB: the readers of filters, paths, bodies and query strings read it or refuse it with a
// ScimError, and soon. What was read is printed, bound and evaluated, as it is in a request.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonBody } from '#main/http/json-body.ts';
import { parseQuery } from '#main/http/query-string.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { printFilter } from '#main/protocol/filter/print.ts';
import { parsePatchPath } from '#main/protocol/patch/path.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { propertyRuns } from '../property-runs.ts';
import { anyText } from './arbitrary/inputs.ts';
import { budget, faultsOf, type Readers } from './arbitrary/reading.ts';

const types = [userResourceType, groupResourceType];
const doc = {
  schemas: [userResourceType.schema.id],
  userName: 'ann',
  name: { familyName: 'Bell' },
  emails: [{ type: 'work', value: 'ann@x.example', primary: true }],
};

const textReaders: Readers<string> = {
  filter: (text, deviations) => {
    const tree = parseFilter(text, deviations);
    return [printFilter(tree), ...types.map((type) => evaluate(bindFilter(tree, type, deviations), doc))];
  },
  path: (text, deviations) => types.map((type) => parsePatchPath(text, type, deviations)),
  body: (text) => parseJsonBody(text),
  query: (text) => parseQuery(text),
};

const inputs = propertyRuns(10_000, 500_000);
const timeout = 3_600_000;

test(`${inputs} texts are read, or refused with a ScimError, within ${budget} ms`, { timeout }, () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(faultsOf(textReaders, text)).toEqual([]);
    }),
    { numRuns: inputs },
  );
});
