// The shape most multi-valued attributes share: value, display, type, primary (RFC 7643 §2.4).
import { attribute, type Attribute } from './attribute.ts';

/** What differs between `emails`, `phoneNumbers`, `roles`… */
export interface PluralAttribute {
  readonly name: string;
  readonly description: string;
  /** What `value` holds: type, text and, where it is a reference or binary, its characteristics. */
  readonly value: Pick<Attribute, 'type' | 'description'> & Partial<Pick<Attribute, 'caseExact' | 'referenceTypes'>>;
  /** Published only where RFC 7643 lists them: Entra turns each one into `attr[type eq "…"]`. */
  readonly types?: readonly string[];
}

/** RFC 7643 §2.4: at most one value of an attribute has it true. */
export const primary = attribute({
  name: 'primary',
  type: 'boolean',
  description: "Whether this is the preferred value of the attribute. 'true' appears at most once.",
});

/** The `type` label; canonical values are suggestions, other values are accepted (RFC 7643 §2.4). */
export const typeLabel = (description: string, canonicalValues?: readonly string[]): Attribute =>
  attribute({
    name: 'type',
    type: 'string',
    description,
    ...(canonicalValues === undefined ? {} : { canonicalValues }),
  });

/** A multi-valued complex attribute with the four usual sub-attributes. */
export const pluralAttribute = ({ name, description, value, types }: PluralAttribute): Attribute =>
  attribute({
    name,
    type: 'complex',
    multiValued: true,
    description,
    subAttributes: [
      attribute({ name: 'value', ...value }),
      attribute({ name: 'display', type: 'string', description: 'A human-readable name, for display only.' }),
      typeLabel("A label indicating the attribute's function.", types),
      primary,
    ],
  });
