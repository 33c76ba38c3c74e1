// RFC 7644 §3.3 and §3.5.1: what a lenient tenant reads in the body of a resource beside the RFC, and a strict one refuses.
import { describe } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import type { Deviations } from '#main/protocol/deviations.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { testConform, testDeviations, testRefused } from './deviation-cases.ts';
import { core, enterprise, groupUri, user } from './patch-cases.ts';

const custom = 'urn:example:params:scim:schemas:extension:Custom:2.0:User';

/** What is stored of a body. */
const stored =
  (body: JsonObject) =>
  (deviations: Deviations): JsonObject =>
    validateResource(body, userResourceType, { mode: 'create' }, deviations).doc;

/** The same for a body that has all that is required. */
const having = (attributes: JsonObject, schemas: readonly string[] = [core]) =>
  stored({ schemas, userName: 'bjensen', ...attributes });

const result = (attributes: JsonObject = {}): JsonObject => user({ active: true, ...attributes });

const replaced = (body: JsonObject, current: JsonObject) => (deviations: Deviations) =>
  validateResource(body, userResourceType, { mode: 'replace', current }, deviations).doc;

const membersOf = (members: JsonObject[string]) => (deviations: Deviations) =>
  validateResource(
    { schemas: [groupUri], displayName: 'G', members },
    groupResourceType,
    { mode: 'create' },
    deviations,
  ).members;

describe('schemas', () => {
  testDeviations([
    {
      name: 'rule 39: a body without schemas (RFC 7643 §3)',
      read: stored({ userName: 'bjensen' }),
      result: result(),
      notes: [`schemas: missing, read as ${core}`],
      scimType: 'invalidSyntax',
      detail: /^The body has no schemas\. Send "schemas": \["urn:.*core:2\.0:User"\] and the URI of each extension/,
    },
    {
      name: 'rule 39: schemas without the core schema (RFC 7643 §3)',
      read: having({ [enterprise]: { department: 'R&D' } }, [enterprise]),
      result: result({ [enterprise]: { department: 'R&D' } }),
      notes: [`schemas: ${core} is not listed`],
      scimType: 'invalidSyntax',
      detail: /^schemas does not list urn:.*core:2\.0:User, the schema of a User\. Add it\.$/,
    },
    {
      name: 'rule 39: an entry that is no URN, as Entra sends for groups (RFC 7643 §3)',
      read: having({}, [core, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group']),
      result: result(),
      notes: [
        'schemas: "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group" is no schema of a User, ignored',
      ],
      scimType: 'invalidValue',
      detail: /^schemas lists "http:.*", which is no schema of a User\. Take it out\.$/,
    },
    {
      name: 'rule 39: schemas as one text (RFC 7643 §3)',
      read: stored({ schemas: core, userName: 'bjensen' }),
      result: result(),
      notes: ['schemas: sent as the text "urn:ietf:params:scim:schemas:core:2.0:User", read as far as it holds URIs'],
      scimType: 'invalidValue',
      detail: /^schemas expects an array of URIs, but the text "urn:/,
    },
    {
      name: 'rule 37: an extension whose URI is not in schemas (RFC 7643 §3.3)',
      read: having({ [enterprise]: { department: 'R&D' } }),
      result: result({ [enterprise]: { department: 'R&D' } }),
      notes: [`${enterprise}: sent without being listed in schemas`],
      scimType: 'invalidSyntax',
      detail: /^The body holds urn:.*enterprise:2\.0:User, which schemas does not list\. Add it to schemas\.$/,
    },
    {
      name: 'rule 37: an extension this tenant has no schema of is kept (RFC 7643 §3.3)',
      read: having({ [custom]: { badge: 7 } }, [core, custom]),
      result: result({ [custom]: { badge: 7 } }),
      notes: [`${custom}: an extension without schema here, kept as sent`],
      scimType: 'invalidSyntax',
      detail: /^This tenant has no schema "urn:example/,
    },
  ]);

  testConform([
    {
      name: 'rule 1: URIs in any case (RFC 7643 §2.1)',
      read: having({ [enterprise.toLowerCase()]: { Department: 'R&D' } }, [core.toUpperCase(), enterprise]),
      result: result({ [enterprise]: { department: 'R&D' } }),
    },
    {
      name: 'rule 37: an extension may be listed without being there (RFC 7643 §3)',
      read: having({}, [core, enterprise]),
      result: result(),
    },
  ]);
});

describe('attributes', () => {
  testDeviations([
    {
      name: 'rule 38: an unknown attribute is left out (RFC 7644 §3.12)',
      read: having({ dispalyName: 'Ann' }),
      result: result(),
      notes: ['dispalyName: unknown attribute, ignored'],
      scimType: 'invalidSyntax',
      detail: /^A User has no attribute "dispalyName"\. Correct its name, as \/Schemas spells it, or take it out\.$/,
    },
    {
      name: 'rule 38: an unknown sub-attribute is left out (RFC 7644 §3.12)',
      read: having({ name: { givenName: 'Ann', nick: 'A' } }),
      result: result({ name: { givenName: 'Ann' } }),
      notes: ['name.nick: unknown sub-attribute, ignored'],
      scimType: 'invalidSyntax',
      detail: /^name has no sub-attribute "nick"\. It has formatted, familyName,/,
    },
    {
      name: 'rule 38: an unknown attribute of an extension is left out (RFC 7644 §3.12)',
      read: having({ [enterprise]: { department: 'R&D', desk: 4 } }, [core, enterprise]),
      result: result({ [enterprise]: { department: 'R&D' } }),
      notes: [`${enterprise}:desk: unknown attribute, ignored`],
      scimType: 'invalidSyntax',
      detail: /^A User has no attribute "urn:.*:desk"/,
    },
    {
      name: 'rule 37: an attribute of an extension outside of its object (RFC 7643 §3.3)',
      read: having({ department: 'R&D' }),
      result: result({ [enterprise]: { department: 'R&D' } }),
      notes: [`department: sent outside of its schema's object, read as ${enterprise}:department`],
      scimType: 'invalidSyntax',
      detail: /^"department" is no attribute of the core schema\. Send it inside the object named by its schema:/,
    },
    {
      name: 'rule 37: an attribute with its URI as its name (RFC 7643 §3.3)',
      read: having({ [`${enterprise}:department`]: 'R&D' }),
      result: result({ [enterprise]: { department: 'R&D' } }),
      notes: [`${enterprise}:department: sent outside of its schema's object, read as ${enterprise}:department`],
      scimType: 'invalidSyntax',
      detail: /Send it inside the object named by its schema/,
    },
    {
      name: 'rule 37: core attributes inside an object named by their schema (RFC 7643 §3)',
      read: having({ [core]: { title: 'VP' } }),
      result: result({ title: 'VP' }),
      notes: [`${core}: an object of core attributes, read as the attributes`],
      scimType: 'invalidSyntax',
      detail: /are sent at the top of the body, not inside an object\. Move them there\.$/,
    },
    {
      name: 'rule 34: a boolean as text (RFC 7643 §2.3.2)',
      read: having({ active: 'True' }),
      result: result(),
      notes: ['active: boolean sent as text "True", read as true'],
      scimType: 'invalidValue',
      detail: /^active expects true or false, but the text "True" was sent\.$/,
    },
    {
      name: 'rule 34: also inside a value (RFC 7643 §2.4)',
      read: having({ emails: [{ value: 'a', Primary: 'false' }] }),
      result: result({ emails: [{ value: 'a', primary: false }] }),
      notes: ['emails.primary: boolean sent as text "false", read as false'],
      scimType: 'invalidValue',
      detail: /^emails\.primary expects true or false/,
    },
    {
      name: 'rule 33: a text for a complex value (RFC 7643 §2.3.8)',
      read: having({ emails: ['a@x.io'] }),
      result: result({ emails: [{ value: 'a@x.io' }] }),
      notes: ['emails: a value sent for an object, read as {"value": …}'],
      scimType: 'invalidValue',
      detail: /^emails expects an object with value, display, type, primary, but the text "a@x\.io" was sent\.$/,
    },
    {
      name: 'rule 33: one object for a multi-valued attribute (RFC 7643 §2.4)',
      read: having({ emails: { value: 'a@x.io' } }),
      result: result({ emails: [{ value: 'a@x.io' }] }),
      notes: ['emails: one value sent without its array'],
      scimType: 'invalidValue',
      detail: /^emails expects an array/,
    },
    {
      name: 'rule 33: an array of one for a single complex attribute (RFC 7643 §2.3.8)',
      read: having({ [enterprise]: { manager: [{ value: 'M1' }] } }, [core, enterprise]),
      result: result({ [enterprise]: { manager: { value: 'M1' } } }),
      notes: ['manager: a single value sent in an array, read as the value'],
      scimType: 'invalidValue',
      detail: /^manager takes one value/,
    },
    {
      name: 'rule 33: members as bare ids (RFC 7643 §4.2)',
      read: membersOf(['U1', 'U2']),
      result: [{ value: 'U1' }, { value: 'U2' }],
      notes: ['members: id sent as text, read as {"value": …}'],
      scimType: 'invalidValue',
      detail: /^members expects an array of/,
    },
    {
      name: 'rule 35: two primary values in one body, as PingOne sends them (RFC 7643 §2.4)',
      read: having({
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      }),
      result: result({
        emails: [
          { value: 'a', primary: false },
          { value: 'b', primary: true },
        ],
      }),
      notes: ['emails: 2 values sent as primary, the last one kept'],
      scimType: 'invalidValue',
      detail: /^emails has 2 values with primary true, and one is allowed\. Send primary true in one of them only\.$/,
    },
    {
      name: 'rule 40: a certificate that is not base64 (RFC 7643 §2.3.6)',
      read: having({ x509Certificates: [{ value: 'not base64!' }] }),
      result: result({ x509Certificates: [{ value: 'not base64!' }] }),
      notes: ['x509Certificates.value: the text "not base64!" is no binary, kept as sent'],
      scimType: 'invalidValue',
      detail: /^x509Certificates\.value expects base64 text, but the text "not base64!" was sent\.$/,
    },
    {
      name: 'rule 40: a reference that is no URI (RFC 7643 §2.3.7)',
      read: having({ profileUrl: 'my page' }),
      result: result({ profileUrl: 'my page' }),
      notes: ['profileUrl: the text "my page" is no reference, kept as sent'],
      scimType: 'invalidValue',
      detail: /^profileUrl expects a URI, but the text "my page" was sent\.$/,
    },
  ]);

  testConform([
    {
      name: 'rule 13: what is read-only is ignored (RFC 7644 §3.3)',
      read: having({ id: 'x', meta: { resourceType: 'User' }, groups: [] }),
      result: result(),
    },
    {
      name: 'rule 14: null, [] and absent are the same (RFC 7643 §2.5)',
      read: having({ title: null, addresses: null, roles: [], name: { givenName: null } }),
      result: result(),
    },
    {
      name: 'rule 36: equal pairs of type and value collapse, two work emails stay (RFC 7643 §2.4)',
      read: having({
        emails: [
          { type: 'work', value: 'a' },
          { type: 'work', value: 'b' },
          { type: 'work', value: 'a', display: 'A' },
        ],
      }),
      result: result({
        emails: [
          { type: 'work', value: 'a', display: 'A' },
          { type: 'work', value: 'b' },
        ],
      }),
    },
    {
      name: 'rule 40: values are kept verbatim (RFC 7643 §2.3.1)',
      read: having({ userName: ' Ann@X.io ', title: 'ﬁ' }),
      result: result({ userName: ' Ann@X.io ', title: 'ﬁ' }),
    },
    {
      name: 'rule 41: a password is read and not kept (RFC 7643 §4.1.1)',
      read: having({ password: 't1meMa$heen' }),
      result: result(),
    },
    {
      name: 'rule 57: a user is active unless the body says otherwise (RFC 7643 §4.1.1)',
      read: having({}),
      result: result({ active: true }),
    },
    {
      name: 'rule 58: the same member twice is one (RFC 7643 §2.4)',
      read: membersOf([{ value: 'U1' }, { value: 'U1' }]),
      result: [{ value: 'U1' }],
    },
    {
      name: 'suggested canonical values bind nobody (RFC 7643 §7)',
      read: having({ emails: [{ type: 'holiday home', value: 'a' }] }),
      result: result({ emails: [{ type: 'holiday home', value: 'a' }] }),
    },
  ]);

  testRefused([
    {
      name: 'rule 43: a required attribute that is missing (RFC 7643 §2.2)',
      read: stored({ schemas: [core], displayName: 'Ann' }),
      scimType: 'invalidValue',
      detail:
        /^userName is required, but it was not sent or is empty\. Send a User with a userName that is not empty\.$/,
    },
    {
      name: 'rule 34: text that is no boolean (RFC 7643 §2.3.2)',
      read: having({ active: 'yes' }),
      scimType: 'invalidValue',
      detail: /^active expects true or false, but the text "yes" was sent\.$/,
    },
  ]);
});

describe('PUT', () => {
  testConform([
    {
      name: 'rule 44: what the body does not name is gone (RFC 7644 §3.5.1)',
      read: replaced({ schemas: [core], userName: 'bjensen', active: true }, result({ title: 'VP' })),
      result: result(),
    },
    {
      name: 'rule 44: a resource that was read and sent back is unchanged (RFC 7644 §3.5.1)',
      read: (deviations) => {
        const current = result({ title: 'VP' });
        const echo = { id: 'U1', meta: { version: 'W/"1"' }, groups: [{ value: 'G1' }], ...current };
        return replaced(echo, current)(deviations) === current;
      },
      result: true,
    },
    {
      name: 'rule 57: a PUT without active leaves a disabled user disabled (RFC 7644 §3.5.1)',
      read: replaced({ schemas: [core], userName: 'bjensen' }, user({ active: false })),
      result: user({ active: false }),
    },
  ]);
});
