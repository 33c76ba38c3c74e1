// The attributes every resource has whatever its schema, RFC 7643 §3 and §3.1. No schema document lists them.
import { attribute, type Attribute } from './attribute.ts';

export const commonAttributes: readonly Attribute[] = [
  attribute({
    name: 'schemas',
    type: 'reference',
    multiValued: true,
    required: true,
    returned: 'always',
    referenceTypes: ['uri'],
    description: 'The URIs of the schemas whose attributes the resource holds.',
  }),
  attribute({
    name: 'id',
    type: 'string',
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
    description: 'The identifier the service provider issued. Never reassigned.',
  }),
  attribute({
    name: 'externalId',
    type: 'string',
    caseExact: true,
    description: 'The identifier the provisioning client issued.',
  }),
  attribute({
    name: 'meta',
    type: 'complex',
    mutability: 'readOnly',
    description: 'Metadata of the resource, kept by the service provider.',
    subAttributes: [
      attribute({
        name: 'resourceType',
        type: 'string',
        caseExact: true,
        mutability: 'readOnly',
        description: "The name of the resource's type.",
      }),
      attribute({
        name: 'created',
        type: 'dateTime',
        mutability: 'readOnly',
        description: 'When the resource was added.',
      }),
      attribute({
        name: 'lastModified',
        type: 'dateTime',
        mutability: 'readOnly',
        description: 'When the resource was changed last.',
      }),
      attribute({
        name: 'location',
        type: 'reference',
        caseExact: true,
        mutability: 'readOnly',
        referenceTypes: ['uri'],
        description: 'The URI of the resource.',
      }),
      attribute({
        name: 'version',
        type: 'string',
        caseExact: true,
        mutability: 'readOnly',
        description: 'The version of the resource, equal to its ETag.',
      }),
    ],
  }),
];
