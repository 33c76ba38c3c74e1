import type { JsonValue } from '#shared/lang/json.ts';
import type { PatchPath } from './path.ts';

/** RFC 7644 §3.5.2; lower case, however it was sent. */
export type PatchOp = 'add' | 'remove' | 'replace';

/** A target that can be written; schemas as a whole are taken apart into their attributes when they are parsed. */
export type PatchTargetPath =
  | Extract<PatchPath, { kind: 'attribute' | 'members' | 'open' }>
  | { readonly kind: 'extension'; readonly container: string };

/** One change of one attribute. A path-less operation becomes several, all with its `index`. */
export interface PatchOperation {
  /** Zero-based place in `Operations`. */
  readonly index: number;
  readonly op: PatchOp;
  /** The path, or the member name of a path-less value, as sent. */
  readonly path: string;
  readonly target: PatchTargetPath;
  readonly value?: JsonValue;
}
