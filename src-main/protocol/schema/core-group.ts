// The core Group schema, RFC 7643 §4.2 and §8.7.1. `displayName` is REQUIRED by §4.2 (the JSON of §8.7.1 forgot it), and
// `members.display` is what §8.4 shows and every client sends.
import { groupSchema } from '#shared/scim/urn.ts';
import { attribute, type Schema } from './attribute.ts';

export const coreGroup: Schema = {
  id: groupSchema,
  name: 'Group',
  description: 'Group',
  attributes: [
    attribute({
      name: 'displayName',
      type: 'string',
      required: true,
      description: 'A human-readable name for the group.',
    }),
    attribute({
      name: 'members',
      type: 'complex',
      multiValued: true,
      description: 'The members of the group.',
      subAttributes: [
        attribute({
          name: 'value',
          type: 'string',
          // Holds an `id`, and ids are caseExact (RFC 7643 §3.1).
          caseExact: true,
          mutability: 'immutable',
          description: "The member's id.",
        }),
        attribute({
          name: '$ref',
          type: 'reference',
          caseExact: true,
          mutability: 'immutable',
          referenceTypes: ['User', 'Group'],
          description: 'The URI of the member.',
        }),
        attribute({
          name: 'type',
          type: 'string',
          mutability: 'immutable',
          canonicalValues: ['User', 'Group'],
          description: "The member's resource type.",
        }),
        attribute({ name: 'display', type: 'string', mutability: 'immutable', description: "The member's name." }),
      ],
    }),
  ],
};
