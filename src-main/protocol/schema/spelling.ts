// How a path names an attribute of an extension, RFC 7644 §3.10: with the schema's URI and a colon before it.
import type { AttributePath, BoundPath } from '../filter/ast.ts';
import { printAttributePath } from '../filter/attribute-path.ts';
import type { Deviations } from '../deviations.ts';
import type { ScimError, ScimErrorContext } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';

/**
 * Says what was read otherwise than written: without the URI (the RFC only recommends it, so no tenant refuses), or with
 * a dot instead of the colon.
 */
export function tolerateSpelling(
  path: AttributePath,
  { container, attribute }: BoundPath,
  deviations: Deviations,
  refuse: (detail: string, context: ScimErrorContext) => ScimError,
): void {
  if (container === undefined) return;
  const written = printAttributePath(path);
  const meant = `${container}:${attribute.name}`;
  if (path.schema === undefined) {
    deviations.note(`${shown(written)}: sent without its schema, read as ${shown(meant, 120)}`);
  } else if (path.schema.toLowerCase() !== container.toLowerCase()) {
    // Quirk(entra): its inbound collection writes `urn:…:User.manager`, test/protocol/entra-patch-dialects.test.ts.
    deviations.tolerate(`${shown(written, 120)}: a dot sent after the schema, read as a colon`, () =>
      refuse(`${shown(written, 100)} has a dot after the schema's URI. Send a colon: ${shown(meant, 120)}.`, {
        path: written,
      }),
    );
  }
}
