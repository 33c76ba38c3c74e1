// The core User schema, RFC 7643 §4.1 and §8.7.1, with every characteristic.
// `roles.type` and `entitlements.type` publish no canonical values: with them Entra would ask for `roles[type eq "…"]`
// instead of `roles[primary eq "True"]`.
import { userSchema } from '#shared/scim/urn.ts';
import { attribute, type Schema } from './attribute.ts';
import { pluralAttribute, primary, typeLabel } from './plural-attribute.ts';

const text = (name: string, description: string) => attribute({ name, type: 'string', description });

export const coreUser: Schema = {
  id: userSchema,
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute({
      name: 'userName',
      type: 'string',
      required: true,
      uniqueness: 'server',
      description: 'The identifier the user signs in with, unique in the tenant whatever its case.',
    }),
    attribute({
      name: 'name',
      type: 'complex',
      description: "The components of the user's name.",
      subAttributes: [
        text('formatted', 'The full name as it is displayed, with titles and suffixes.'),
        text('familyName', 'The family name, or last name in most Western languages.'),
        text('givenName', 'The given name, or first name in most Western languages.'),
        text('middleName', 'The middle name or names.'),
        text('honorificPrefix', "The title before the name, for example 'Ms.'."),
        text('honorificSuffix', "The suffix after the name, for example 'III'."),
      ],
    }),
    text('displayName', 'The name displayed to end-users, usually the full name.'),
    text('nickName', "The casual way to address the user, for example 'Bob' instead of 'Robert'."),
    attribute({
      name: 'profileUrl',
      type: 'reference',
      referenceTypes: ['external'],
      description: "A URL of the user's online profile.",
    }),
    text('title', "The user's title, for example 'Vice President'."),
    text('userType', "The relationship between the organization and the user, for example 'Contractor'."),
    text('preferredLanguage', "The user's preferred written or spoken languages, for example 'en-US'."),
    text('locale', "The user's default location for localizing currency, dates and numbers, for example 'de-CH'."),
    text('timezone', "The user's time zone in IANA form, for example 'Europe/Zurich'."),
    attribute({ name: 'active', type: 'boolean', description: 'Whether the user may sign in.' }),
    attribute({
      name: 'password',
      type: 'string',
      mutability: 'writeOnly',
      returned: 'never',
      description: 'Accepted and never stored: this service provider signs nobody in.',
    }),
    pluralAttribute({
      name: 'emails',
      description: "The user's email addresses.",
      value: { type: 'string', description: 'An email address.' },
      types: ['work', 'home', 'other'],
    }),
    pluralAttribute({
      name: 'phoneNumbers',
      description: "The user's phone numbers.",
      value: { type: 'string', description: 'A phone number, as sent.' },
      types: ['work', 'home', 'mobile', 'fax', 'pager', 'other'],
    }),
    pluralAttribute({
      name: 'ims',
      description: "The user's instant messaging addresses.",
      value: { type: 'string', description: 'An instant messaging address.' },
      types: ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo'],
    }),
    pluralAttribute({
      name: 'photos',
      description: 'URLs of photos of the user.',
      value: { type: 'reference', referenceTypes: ['external'], caseExact: true, description: 'The URL of a photo.' },
      types: ['photo', 'thumbnail'],
    }),
    attribute({
      name: 'addresses',
      type: 'complex',
      multiValued: true,
      description: "The user's physical mailing addresses.",
      subAttributes: [
        text('formatted', 'The full mailing address, formatted for display or a label; may hold newlines.'),
        text('streetAddress', 'The full street address; may hold newlines.'),
        text('locality', 'The city or locality.'),
        text('region', 'The state or region.'),
        text('postalCode', 'The zip or postal code.'),
        text('country', 'The country, as a rule in ISO 3166-1 alpha-2 form.'),
        typeLabel("A label indicating the attribute's function.", ['work', 'home', 'other']),
        primary,
      ],
    }),
    attribute({
      name: 'groups',
      type: 'complex',
      multiValued: true,
      mutability: 'readOnly',
      description: 'The groups the user belongs to, directly or through other groups.',
      subAttributes: [
        attribute({
          name: 'value',
          type: 'string',
          // Holds an `id`, and ids are caseExact (RFC 7643 §3.1).
          caseExact: true,
          mutability: 'readOnly',
          description: "The group's id.",
        }),
        attribute({
          name: '$ref',
          type: 'reference',
          caseExact: true,
          mutability: 'readOnly',
          referenceTypes: ['User', 'Group'],
          description: 'The URI of the group.',
        }),
        attribute({
          name: 'display',
          type: 'string',
          mutability: 'readOnly',
          description: "The group's displayName.",
        }),
        attribute({
          name: 'type',
          type: 'string',
          mutability: 'readOnly',
          canonicalValues: ['direct', 'indirect'],
          description: "A label indicating the attribute's function.",
        }),
      ],
    }),
    pluralAttribute({
      name: 'entitlements',
      description: 'The things the user has, for example rights and licenses.',
      value: { type: 'string', description: 'An entitlement.' },
    }),
    pluralAttribute({
      name: 'roles',
      description: 'What the user is, for example "Student" or "Faculty".',
      value: { type: 'string', description: 'A role.' },
    }),
    pluralAttribute({
      name: 'x509Certificates',
      description: "The user's certificates.",
      value: { type: 'binary', caseExact: true, description: 'A certificate in DER form, base64-encoded.' },
    }),
  ],
};
