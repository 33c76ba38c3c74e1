// A resource type that has everything an attribute can be (RFC 7643 §2.2, §2.3): every type, exact and not, single and
// multi-valued, at the top, in complex attributes and in an extension. Two of its names are also names of a User's
// attributes that mean something else there.
import { attribute, type Attribute, type ResourceType } from '#main/protocol/schema/attribute.ts';

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
      described({ name: 'displayName', type: 'string', caseExact: true }),
      described({ name: 'emails', type: 'string', multiValued: true }),
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
