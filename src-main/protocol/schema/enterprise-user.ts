// The Enterprise User extension, RFC 7643 §4.3 and §8.7.1.
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { attribute, type Schema } from './attribute.ts';

const text = (name: string, description: string) => attribute({ name, type: 'string', description });

export const enterpriseUser: Schema = {
  id: enterpriseUserSchema,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    text('employeeNumber', 'The identifier an organization gave the user, as a rule numeric or alphanumeric.'),
    text('costCenter', 'The name of a cost center.'),
    text('organization', 'The name of an organization.'),
    text('division', 'The name of a division.'),
    text('department', 'The name of a department.'),
    attribute({
      name: 'manager',
      type: 'complex',
      description: "The user's manager.",
      subAttributes: [
        attribute({
          name: 'value',
          type: 'string',
          // Holds an `id`, and ids are caseExact (RFC 7643 §3.1).
          caseExact: true,
          description: "The id of the user's manager; may name a user that is not there yet.",
        }),
        attribute({
          name: '$ref',
          type: 'reference',
          caseExact: true,
          referenceTypes: ['User'],
          description: "The URI of the user's manager.",
        }),
        attribute({
          name: 'displayName',
          type: 'string',
          mutability: 'readOnly',
          description: "The manager's displayName.",
        }),
      ],
    }),
  ],
};
