// The `schemas` of a body, RFC 7643 §3: the URIs of all schemas whose attributes it holds, and no others. What is stored
// is computed from the attributes, so nothing depends on what was sent here.
import type { JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import { invalidSyntax, invalidValue } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import type { ResourceType } from './attribute.ts';
import { describe } from './mismatch.ts';
import { findSchema } from './registry.ts';

const path = 'schemas';

/** `containers` are the extensions that the body has attributes of, by URI. */
export function readSentSchemas(
  sent: JsonValue | undefined,
  containers: ReadonlySet<string>,
  type: ResourceType,
  deviations: Deviations,
): void {
  const core = type.schema.id;
  if (sent === undefined || sent === null || (Array.isArray(sent) && sent.length === 0)) {
    deviations.tolerate(`schemas: missing, read as ${core}`, () =>
      invalidSyntax(`The body has no schemas. Send "schemas": ["${core}"] and the URI of each extension in the body.`, {
        path,
      }),
    );
    return;
  }
  const listed = readEntries(sent, core, deviations);
  if (!listed.has(core.toLowerCase())) {
    deviations.tolerate(`schemas: ${core} is not listed`, () =>
      invalidSyntax(`schemas does not list ${core}, the schema of a ${type.name}. Add it.`, { path }),
    );
  }
  for (const uri of containers) {
    if (listed.has(uri.toLowerCase())) continue;
    deviations.tolerate(`${shown(uri, 120)}: sent without being listed in schemas`, () =>
      invalidSyntax(`The body holds ${shown(uri, 120)}, which schemas does not list. Add it to schemas.`, { path }),
    );
  }
  const known = new Set([...containers].map((uri) => uri.toLowerCase()));
  for (const [lower, uri] of listed) {
    if (known.has(lower) || findSchema(type, uri) !== undefined) continue;
    deviations.tolerate(`schemas: "${shown(uri, 120)}" is no schema of a ${type.name}, ignored`, () =>
      invalidValue(`schemas lists "${shown(uri, 120)}", which is no schema of a ${type.name}. Take it out.`, { path }),
    );
  }
}

/** The entries as sent, by their lower case. */
function readEntries(sent: JsonValue, core: string, deviations: Deviations): ReadonlyMap<string, string> {
  const entries: readonly JsonValue[] = Array.isArray(sent) ? sent : [sent];
  const listed = entries.filter((entry) => typeof entry === 'string');
  if (!Array.isArray(sent) || listed.length < entries.length) {
    deviations.tolerate(`schemas: sent as ${describe(sent)}, read as far as it holds URIs`, () =>
      invalidValue(`schemas expects an array of URIs, but ${describe(sent)} was sent. Send ["${core}"].`, { path }),
    );
  }
  return new Map(listed.map((uri) => [uri.toLowerCase(), uri]));
}
