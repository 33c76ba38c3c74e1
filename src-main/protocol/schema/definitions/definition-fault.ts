/** Why a schema or resource type cannot be declared as it was written; the message is for whoever wrote it. */
export class DefinitionFault extends Error {
  override readonly name = 'DefinitionFault';
  /** `invalid`: the document itself is wrong. `conflict`: it does not go with what is declared or stored already. */
  readonly kind: 'invalid' | 'conflict';

  constructor(kind: DefinitionFault['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The document is wrong in itself. */
export const invalid = (message: string): DefinitionFault => new DefinitionFault('invalid', message);
/** The document does not go with what is there. */
export const conflicting = (message: string): DefinitionFault => new DefinitionFault('conflict', message);
