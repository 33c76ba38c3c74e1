// A resource type that has everything an attribute can be (RFC 7643 §2.2, §2.3): every type, exact and not, single and
// multi-valued, at the top, in complex attributes and in an extension.
import { attribute, type Attribute, type ResourceType } from '#main/protocol/schema/attribute.ts';
import type { AttributeType } from '#shared/scim/characteristics.ts';

/** A description for everything. */
const described = (given: Omit<Parameters<typeof attribute>[0], 'description'>): Attribute =>
  attribute({ description: `${given.name} of an instrument`, ...given });

/** One attribute of every simple type; `plural` ones hold several values. */
const simple = (multiValued: boolean): readonly Attribute[] => {
  const plural = multiValued ? 's' : '';
  return [
    described({ name: `label${plural}`, type: 'string', multiValued }),
    described({ name: `serial${plural}`, type: 'string', caseExact: true, multiValued }),
    described({ name: `tuned${plural}`, type: 'boolean', multiValued }),
    described({ name: `strings${plural}`, type: 'integer', multiValued }),
    described({ name: `weight${plural}`, type: 'decimal', multiValued }),
    described({ name: `built${plural}`, type: 'dateTime', multiValued }),
    described({ name: `manual${plural}`, type: 'reference', caseExact: true, referenceTypes: ['uri'], multiValued }),
    described({ name: `sample${plural}`, type: 'binary', caseExact: true, multiValued }),
  ];
};

export const instrumentSchema = 'urn:example:params:scim:schemas:2.0:Instrument';
export const loanSchema = 'urn:example:params:scim:schemas:extension:loan:1.5:Instrument';

export const instrument: ResourceType = {
  name: 'Instrument',
  endpoint: '/Instruments',
  description: 'An instrument of an orchestra',
  schema: {
    id: instrumentSchema,
    name: 'Instrument',
    description: 'An instrument of an orchestra',
    attributes: [
      ...simple(false),
      ...simple(true),
      described({ name: 'origin', type: 'string', mutability: 'immutable' }),
      described({ name: 'maker', type: 'complex', subAttributes: simple(false) }),
      described({
        name: 'parts',
        type: 'complex',
        multiValued: true,
        subAttributes: [
          ...simple(false),
          described({ name: 'value', type: 'string', caseExact: true }),
          described({ name: 'type', type: 'string' }),
          described({ name: 'primary', type: 'boolean' }),
        ],
      }),
    ],
  },
  extensions: [
    {
      required: false,
      schema: {
        id: loanSchema,
        name: 'Loan',
        description: 'Who has the instrument',
        attributes: [
          ...simple(false),
          described({
            name: 'borrower',
            type: 'complex',
            subAttributes: [
              described({ name: 'value', type: 'string', caseExact: true }),
              described({ name: 'note', type: 'string' }),
            ],
          }),
          described({
            name: 'terms',
            type: 'complex',
            multiValued: true,
            subAttributes: [
              described({ name: 'value', type: 'integer' }),
              described({ name: 'until', type: 'dateTime' }),
              described({ name: 'type', type: 'string' }),
              described({ name: 'primary', type: 'boolean' }),
            ],
          }),
        ],
      },
    },
  ],
};

const value = (type: AttributeType): Attribute => described({ name: 'value', type });

/** A type whose attributes have the names of a User's or Group's and mean something else: declared by a tenant. */
export const namesake: ResourceType = {
  name: 'Namesake',
  endpoint: '/Namesakes',
  description: 'Names of others',
  extensions: [],
  schema: {
    id: 'urn:example:params:scim:schemas:2.0:Namesake',
    name: 'Namesake',
    description: 'Names of others',
    attributes: [
      described({ name: 'userName', type: 'integer' }),
      described({ name: 'displayName', type: 'decimal' }),
      described({ name: 'active', type: 'string' }),
      described({ name: 'title', type: 'boolean' }),
      described({ name: 'emails', type: 'complex', multiValued: true, subAttributes: [value('integer')] }),
      described({ name: 'members', type: 'complex', multiValued: true, subAttributes: [value('dateTime')] }),
      described({ name: 'groups', type: 'string', multiValued: true }),
      described({ name: 'name', type: 'string', caseExact: true }),
    ],
  },
};
