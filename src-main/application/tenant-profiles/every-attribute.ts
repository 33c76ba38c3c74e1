// The attribute table of a profile without one: every attribute of the schemas that a client can provision, written as
// Entra's own schema discovery writes target attributes.
import type { AttributeValueType, ProfileAttribute } from '#shared/tenant-profiles/index.ts';
import type { Attribute, ResourceType } from '../../protocol/schema/attribute.ts';
import { commonAttributes } from '../../protocol/schema/common-attributes.ts';

/** A reference to another resource is one target attribute, whatever its sub-attributes. */
export const isReference = ({ subAttributes = [] }: Attribute): boolean =>
  subAttributes.some(({ name }) => name === '$ref');

const typeOf = (attribute: Attribute): AttributeValueType => {
  if (attribute.type === 'boolean') return 'Boolean';
  return attribute.type === 'reference' || isReference(attribute) ? 'Reference' : 'String';
};

/** What tells the values of an attribute apart, and how they are shown: nothing is provisioned into it alone. */
const labels: readonly string[] = ['type', 'primary', 'display'];

function pathsIn(attribute: Attribute): readonly { readonly path: string; readonly of: Attribute }[] {
  const { name, type, multiValued, subAttributes = [] } = attribute;
  if (type !== 'complex' || isReference(attribute)) return [{ path: name, of: attribute }];
  if (!multiValued) return subAttributes.map((sub) => ({ path: `${name}.${sub.name}`, of: sub }));
  const types = subAttributes.find((sub) => sub.name === 'type')?.canonicalValues;
  const selectors = types?.map((value) => `type eq "${value}"`) ?? ['primary eq "True"'];
  return selectors.flatMap((selector) =>
    subAttributes
      .filter((sub) => !labels.includes(sub.name))
      .map((sub) => ({ path: `${name}[${selector}].${sub.name}`, of: sub })),
  );
}

const tableOf = (attributes: readonly Attribute[], prefix: string): readonly ProfileAttribute[] =>
  attributes
    .filter(({ mutability }) => mutability !== 'readOnly' && mutability !== 'writeOnly')
    .flatMap((attribute) =>
      pathsIn(attribute).map(({ path, of }) => ({
        path: prefix + path,
        type: typeOf(of),
        filterable: true,
        required: attribute.required,
      })),
    );

/** One row for each. */
export const everyAttribute = ({ schema, extensions }: ResourceType): readonly ProfileAttribute[] => [
  ...tableOf(schema.attributes, ''),
  ...tableOf(
    commonAttributes.filter(({ name }) => name === 'externalId'),
    '',
  ),
  ...extensions.flatMap((extension) => tableOf(extension.schema.attributes, `${extension.schema.id}:`)),
];
