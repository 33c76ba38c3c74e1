// RFC 7644 §3.5.2 Modifying with PATCH: what a lenient tenant reads beside the RFC, and a strict one refuses.
import { describe } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { patchOpMessage } from '#shared/scim/urn.ts';
import type { Deviations } from '#main/protocol/deviations.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { testConform, testDeviations, testRefused } from './deviation-cases.ts';
import { core, enterprise, group, patch, user } from './patch-cases.ts';

const custom = 'urn:example:params:scim:schemas:extension:Custom:2.0:User';
const members = [{ value: 'U1' }, { value: 'U2', type: 'User' }, { value: 'U3' }];

/** The user after one operation; `unchanged` when there is nothing to write. */
const after =
  (operation: JsonObject, before: JsonObject = {}) =>
  (deviations: Deviations): JsonValue =>
    patch(user(before), [operation], userResourceType, undefined, deviations).doc ?? 'unchanged';

/** What happens to the members of a group that has U1, U2 and U3. */
const delta = (operation: JsonObject) => (deviations: Deviations) => {
  const { clearMembers, removeMembers, addMembers } = patch(
    group(),
    [operation],
    groupResourceType,
    members,
    deviations,
  );
  return { clear: clearMembers, remove: removeMembers, add: addMembers.map(({ value }) => value) };
};

/** How many operations the message has. */
const message = (body: JsonValue) => (deviations: Deviations) =>
  parsePatchOp(body, userResourceType, deviations).length;

const operation = { op: 'add', path: 'title', value: 'VP' };

describe('the message', () => {
  testDeviations([
    {
      name: 'rule 39: without schemas (RFC 7644 §3.5.2)',
      read: message({ Operations: [operation] }),
      result: 1,
      notes: [`schemas: ${patchOpMessage} is missing`],
      scimType: 'invalidSyntax',
      detail: /^schemas must be \["urn:ietf:params:scim:api:messages:2\.0:PatchOp"\], but nothing was sent\.$/,
    },
    {
      name: 'rule 39: with another schema than PatchOp (RFC 7644 §3.5.2)',
      read: message({ schemas: [core], Operations: [operation] }),
      result: 1,
      notes: [`schemas: ${patchOpMessage} is missing`],
      scimType: 'invalidSyntax',
      detail: /an array of 1 value was sent/,
    },
    {
      name: 'rule 39: with more schemas than PatchOp (RFC 7644 §3.5.2)',
      read: message({ schemas: [patchOpMessage, core], Operations: [operation] }),
      result: 1,
      notes: [`schemas: more than ${patchOpMessage}, ignored`],
      scimType: 'invalidSyntax',
      detail: /an array of 2 values was sent/,
    },
    {
      name: 'rule 33: one operation without its array (RFC 7644 §3.5.2)',
      read: message({ schemas: [patchOpMessage], Operations: operation }),
      result: 1,
      notes: ['Operations: one sent without its array'],
      scimType: 'invalidSyntax',
      detail: /^Operations must be an array of one or more operations, but an object with op, path, value was sent\.$/,
    },
    {
      name: 'rule 2: op in another case, as Entra sends it (RFC 7644 §3.5.2)',
      read: after({ ...operation, op: 'Add' }),
      result: user({ title: 'VP' }),
      notes: ['op: "Add" read as add'],
      scimType: 'invalidSyntax',
      detail: /^Operation 0 must have the op add, remove or replace, but the text "Add" was sent\./,
    },
    {
      name: 'rule 31: an empty path (RFC 7644 §3.5.2)',
      read: after({ op: 'add', path: '', value: { title: 'VP' } }),
      result: user({ title: 'VP' }),
      notes: ['path: sent as empty text, read as no path'],
      scimType: 'invalidPath',
      detail: /^The path of operation 0 is empty\. Name an attribute, or leave path out\.$/,
    },
  ]);

  testRefused([
    {
      name: 'rule 2: an unknown op (RFC 7644 §3.5.2)',
      read: after({ op: 'merge', path: 'title', value: 'VP' }),
      scimType: 'invalidSyntax',
      detail: /but the text "merge" was sent/,
    },
    {
      name: 'rule 28: remove without a path (RFC 7644 §3.5.2.2)',
      read: after({ op: 'remove' }),
      scimType: 'noTarget',
      detail: /^Operation 0 \(remove\) has no path; name the attribute to remove\.$/,
    },
    {
      name: 'rule 42: a path that only the server writes (RFC 7644 §3.5.2)',
      read: after({ op: 'replace', path: 'meta.created', value: '2026-01-01T00:00:00Z' }),
      scimType: 'mutability',
      detail: /^meta is read-only: Rollcall sets it\./,
    },
    {
      name: 'rule 43: remove of a required attribute (RFC 7644 §3.5.2.2)',
      read: after({ op: 'remove', path: 'userName' }),
      scimType: 'mutability',
      detail: /^userName is required and cannot be removed or emptied\. Replace it with another value\.$/,
    },
    {
      name: 'rule 43: an empty text for a required attribute (RFC 7643 §2.2)',
      read: after({ op: 'replace', path: 'userName', value: ' ' }),
      scimType: 'mutability',
      detail: /^userName is required/,
    },
    {
      name: 'rule 34: text that is no boolean (RFC 7643 §2.3.2)',
      read: after({ op: 'replace', path: 'active', value: 'disabled' }),
      scimType: 'invalidValue',
      detail: /^active expects true or false, but the text "disabled" was sent\.$/,
    },
  ]);
});

describe('values', () => {
  const emails = [{ type: 'work', value: 'a@x.io' }];

  testDeviations([
    {
      name: 'rule 34: a boolean as text (RFC 7643 §2.3.2)',
      read: after({ op: 'replace', path: 'active', value: 'False' }, { active: true }),
      result: user({ active: false }),
      notes: ['active: boolean sent as text "False", read as false'],
      scimType: 'invalidValue',
      detail: /^active expects true or false, but the text "False" was sent\.$/,
    },
    {
      name: 'rule 33: a text for a complex attribute (RFC 7643 §2.3.8)',
      read: after({ op: 'add', path: `${enterprise}:manager`, value: 'M1' }),
      result: user({ [enterprise]: { manager: { value: 'M1' } } }),
      notes: ['manager: a value sent for an object, read as {"value": …}'],
      scimType: 'invalidValue',
      detail: /^manager expects an object with value, \$ref, displayName, but the text "M1" was sent\.$/,
    },
    {
      name: 'rule 33: an array of one for a single complex attribute (RFC 7643 §2.3.8)',
      read: after({ op: 'add', path: `${enterprise}:manager`, value: [{ value: 'M1' }] }),
      result: user({ [enterprise]: { manager: { value: 'M1' } } }),
      notes: ['manager: a single value sent in an array, read as the value'],
      scimType: 'invalidValue',
      detail: /^manager takes one value, .* but an array of 1 value was sent\.$/,
    },
    {
      name: 'rule 33: one object for a multi-valued attribute (RFC 7643 §2.4)',
      read: after({ op: 'add', path: 'emails', value: { type: 'work', value: 'a@x.io' } }),
      result: user({ emails }),
      notes: ['emails: one value sent without its array'],
      scimType: 'invalidValue',
      detail:
        /^emails expects an array, each value an object with value, display, type, primary, but .* Put it in \[ \]\.$/,
    },
    {
      name: 'A.6: an empty text clears the manager (RFC 7643 §2.5)',
      read: after(
        { op: 'replace', path: `${enterprise}:manager`, value: '' },
        { [enterprise]: { manager: { value: 'M1' } } },
      ),
      result: user(),
      notes: ['manager: empty text read as no value'],
      scimType: 'invalidValue',
      detail: /^manager was sent as empty text\. Send a value, or null to clear it\.$/,
    },
    {
      name: 'rule 35: two primary values in one operation (RFC 7643 §2.4)',
      read: after({
        op: 'replace',
        path: 'emails',
        value: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      }),
      result: user({
        emails: [
          { value: 'a', primary: false },
          { value: 'b', primary: true },
        ],
      }),
      notes: ['emails: 2 values sent as primary, the last one kept'],
      scimType: 'invalidValue',
      detail: /^emails has 2 values with primary true, and one is allowed\./,
    },
    {
      name: 'rule 38: an unknown sub-attribute in a value (RFC 7644 §3.12)',
      read: after({ op: 'add', path: 'emails', value: [{ type: 'work', value: 'a@x.io', kind: 'x' }] }),
      result: user({ emails }),
      notes: ['emails.kind: unknown sub-attribute, ignored'],
      scimType: 'invalidSyntax',
      detail: /^emails has no sub-attribute "kind"\. It has value, display, type, primary;/,
    },
    {
      name: 'rule 29: remove with a value removes only what it lists, of any attribute (RFC 7644 §3.5.2.2)',
      read: after(
        { op: 'remove', path: 'emails', value: [{ value: 'b' }] },
        { emails: [{ value: 'a' }, { value: 'b' }] },
      ),
      result: user({ emails: [{ value: 'a' }] }),
      notes: ['emails: remove sent with a value, only what it lists is removed'],
      scimType: 'invalidValue',
      detail:
        /^remove has no value \(RFC 7644 §3\.5\.2\.2\), but emails was sent with one\. .* emails\[value eq "…"\]\.$/,
    },
  ]);

  testConform([
    {
      name: 'rule 32: replace of a complex attribute merges its sub-attributes (RFC 7644 §3.5.2.3)',
      read: after(
        { op: 'replace', path: 'name', value: { givenName: 'Ann', familyName: null } },
        { name: { familyName: 'Bell', formatted: 'A B' } },
      ),
      result: user({ name: { formatted: 'A B', givenName: 'Ann' } }),
    },
    {
      name: 'rule 32: replace of an attribute without a value adds it (RFC 7644 §3.5.2.3)',
      read: after({ op: 'replace', path: 'title', value: 'VP' }),
      result: user({ title: 'VP' }),
    },
    {
      name: 'rule 32: replace of a multi-valued attribute replaces all values (RFC 7644 §3.5.2.3)',
      read: after({ op: 'replace', path: 'emails', value: emails }, { emails: [{ value: 'old' }] }),
      result: user({ emails }),
    },
    {
      name: 'rule 35: a new primary value takes it from the others (RFC 7644 §3.5.2)',
      read: after(
        { op: 'add', path: 'emails', value: [{ value: 'b', primary: true }] },
        { emails: [{ value: 'a', primary: true }] },
      ),
      result: user({
        emails: [
          { value: 'a', primary: false },
          { value: 'b', primary: true },
        ],
      }),
    },
    {
      name: 'rule 36: an equal pair of type and value is there once, two work emails may be (RFC 7643 §2.4)',
      read: after(
        {
          op: 'add',
          path: 'emails',
          value: [
            { type: 'work', value: 'a@x.io', display: 'A' },
            { type: 'work', value: 'b' },
          ],
        },
        { emails },
      ),
      result: user({
        emails: [
          { type: 'work', value: 'a@x.io', display: 'A' },
          { type: 'work', value: 'b' },
        ],
      }),
    },
    {
      name: 'rule 40: values are kept verbatim (RFC 7643 §2.3.1)',
      read: after({ op: 'add', path: 'phoneNumbers', value: [{ type: 'Work', value: ' +41 (0)31 555 01 23 ' }] }),
      result: user({ phoneNumbers: [{ type: 'Work', value: ' +41 (0)31 555 01 23 ' }] }),
    },
    {
      name: 'A.8: a role that is JSON inside a string is kept as the text it is (RFC 7643 §2.3.1)',
      read: after({ op: 'add', path: 'roles', value: [{ value: '{"id":"1","value":"Admin"}' }] }),
      result: user({ roles: [{ value: '{"id":"1","value":"Admin"}' }] }),
      notes: ['roles.value: JSON sent as text, kept as the text it is'],
    },
  ]);
});

describe('paths', () => {
  testDeviations([
    {
      name: 'rule 30: replace on a value filter that matches nothing creates the value (RFC 7644 §3.5.2.3)',
      read: after({ op: 'replace', path: 'emails[type eq "work"].value', value: 'a@x.io' }),
      result: user({ emails: [{ type: 'work', value: 'a@x.io' }] }),
      notes: ['emails[type eq "work"].value: no value matched, one was created'],
      scimType: 'noTarget',
      detail:
        /^No value of emails matches emails\[type eq "work"\]\.value, so none can be replaced\. Add it with op add\.$/,
    },
    {
      name: 'rule 31: a dotted name in a value without path (RFC 7644 §3.5.2.1)',
      read: after({ op: 'add', value: { 'name.givenName': 'Ann' } }),
      result: user({ name: { givenName: 'Ann' } }),
      notes: ['name.givenName: a path sent as the name of an attribute, read as the path'],
      scimType: 'invalidSyntax',
      detail: /^Operation 0 has no path, so its value holds attributes, but "name\.givenName" is a path\./,
    },
    {
      name: 'rule 31: a filtered name in a value without path (RFC 7644 §3.5.2.1)',
      read: after({ op: 'add', value: { 'emails[type eq "work"].value': 'a@x.io' } }),
      result: user({ emails: [{ type: 'work', value: 'a@x.io' }] }),
      notes: [
        'emails[type eq "work"].value: a path sent as the name of an attribute, read as the path',
        'emails[type eq "work"].value: no value matched, one was created',
      ],
      scimType: 'invalidSyntax',
      detail: /is a path/,
    },
    {
      name: 'rule 31: a name with its schema in a value without path (RFC 7644 §3.5.2.1)',
      read: after({ op: 'add', value: { [`${enterprise}:department`]: 'R&D' } }),
      result: user({ [enterprise]: { department: 'R&D' } }),
      notes: [`${enterprise}:department: a path sent as the name of an attribute, read as the path`],
      scimType: 'invalidSyntax',
      detail: /is a path/,
    },
    {
      name: 'rule 13: what is read-only in a value without path, as Okta echoes the id (RFC 7644 §3.5.2)',
      read: after({ op: 'replace', value: { id: 'U1', displayName: 'Ann' } }),
      result: user({ displayName: 'Ann' }),
      notes: ['id: read-only, ignored'],
      scimType: 'mutability',
      detail: /^id is read-only/,
    },
    {
      name: 'rule 38: a path nobody knows (RFC 7644 §3.5.2)',
      read: after({ op: 'replace', path: 'dispalyName', value: 'x' }),
      result: 'unchanged',
      notes: ['dispalyName: unknown attribute, operation 0 skipped'],
      scimType: 'invalidPath',
      detail: /^A User has no attribute "dispalyName"\. Correct the name, as \/Schemas spells it,/,
    },
    {
      name: 'rule 38: an attribute nobody knows in a value without path (RFC 7644 §3.12)',
      read: after({ op: 'replace', value: { dispalyName: 'x' } }),
      result: 'unchanged',
      notes: ['dispalyName: unknown attribute, operation 0 skipped'],
      scimType: 'invalidSyntax',
      detail: /^A User has no attribute "dispalyName"/,
    },
    {
      name: 'rule 31: a dot instead of the colon after a schema (RFC 7644 §3.10)',
      read: after({ op: 'add', path: `${enterprise}.department`, value: 'R&D' }),
      result: user({ [enterprise]: { department: 'R&D' } }),
      notes: [`${enterprise}.department: a dot sent after the schema, read as a colon`],
      scimType: 'invalidPath',
      detail: /Send a colon/,
    },
    {
      name: 'rule 37: an extension this tenant has no schema of (RFC 7643 §3.3)',
      read: after({ op: 'add', path: `${custom}:badge`, value: 7 }),
      result: user({ [custom]: { badge: 7 } }),
      notes: [`${custom}:badge: an extension without schema here, kept as sent`],
      scimType: 'invalidSyntax',
      detail: /^This tenant has no schema "urn:example.*badge"\. Correct the URI, declare the schema under Schemas/,
    },
  ]);

  testConform([
    {
      name: 'rule 30: add on a value filter that matches nothing adds the value (RFC 7644 §3.5.2.1)',
      read: after({ op: 'add', path: 'emails[type eq "work"].value', value: 'a@x.io' }),
      result: user({ emails: [{ type: 'work', value: 'a@x.io' }] }),
      notes: ['emails[type eq "work"].value: no value matched, one was created'],
    },
    {
      name: 'rule 1: names and URIs in any case (RFC 7643 §2.1)',
      read: after({ op: 'add', path: `${enterprise.toUpperCase()}:DEPARTMENT`, value: 'R&D' }),
      result: user({ [enterprise]: { department: 'R&D' } }),
    },
    {
      name: 'rule 31: an extension as an object in a value without path (RFC 7644 §3.5.2.1)',
      read: after({ op: 'add', value: { [enterprise]: { department: 'R&D' } } }),
      result: user({ [enterprise]: { department: 'R&D' } }),
    },
    {
      name: 'rule 37: writing an extension lists its URI, its last attribute takes it away (RFC 7643 §3.3)',
      read: after({ op: 'remove', path: `${enterprise}:department` }, { [enterprise]: { department: 'R&D' } }),
      result: user(),
    },
    {
      name: 'rule 28: remove of what is not there succeeds (RFC 7644 §3.5.2.2)',
      read: after({ op: 'remove', path: 'emails[type eq "fax"]' }, { emails: [{ value: 'a' }] }),
      result: 'unchanged',
    },
    {
      name: 'rule 14: null clears (RFC 7643 §2.5)',
      read: after({ op: 'replace', path: 'title', value: null }, { title: 'VP' }),
      result: user(),
    },
  ]);
});

describe('members', () => {
  testDeviations([
    {
      name: 'rule 29: remove with a value array removes only those members (RFC 7644 §3.5.2.2)',
      read: delta({ op: 'remove', path: 'members', value: [{ value: 'U1' }] }),
      result: { clear: false, remove: ['U1'], add: [] },
      notes: ['members: remove sent with a value, only the members it lists are removed'],
      scimType: 'invalidValue',
      detail: /^remove has no value .* Name what to remove in the path: members\[value eq "<id>"\]\.$/,
    },
    {
      name: 'rule 33: an id as text for a member (RFC 7643 §4.2)',
      read: delta({ op: 'add', path: 'members', value: ['U4'] }),
      result: { clear: false, remove: [], add: ['U4'] },
      notes: ['members: id sent as text, read as {"value": …}'],
      scimType: 'invalidValue',
      detail: /^members expects an array of \{"value": "<id of a user or group>"\}, but the text "U4" was sent\./,
    },
    {
      name: 'rule 33: one member without its array (RFC 7643 §4.2)',
      read: delta({ op: 'add', path: 'members', value: { value: 'U4' } }),
      result: { clear: false, remove: [], add: ['U4'] },
      notes: ['members: one value sent without its array'],
      scimType: 'invalidValue',
      detail: /but an object with value was sent/,
    },
    {
      name: 'rule 30: replace of a member that is none (RFC 7644 §3.5.2.3)',
      read: delta({ op: 'replace', path: 'members[value eq "U9"]', value: [{ value: 'U9' }] }),
      result: { clear: false, remove: [], add: ['U9'] },
      notes: ['members[value eq "U9"]: no member matched, added'],
      scimType: 'noTarget',
      detail: /^No member matches members\[value eq "U9"\]\./,
    },
    {
      name: "rule 48: a member's display is the server's (RFC 7643 §4.2)",
      read: delta({ op: 'replace', path: 'members[value eq "U1"].display', value: 'Ann' }),
      result: { clear: false, remove: [], add: [] },
      notes: ['members[value eq "U1"].display: filled in by Rollcall, ignored'],
      scimType: 'mutability',
      detail: /is immutable/,
    },
  ]);

  testConform([
    {
      name: 'rule 29: remove without a value removes all members (RFC 7644 §3.5.2.2)',
      read: delta({ op: 'remove', path: 'members' }),
      result: { clear: true, remove: [], add: [] },
    },
    {
      name: 'rule 29: remove of one member by its id (RFC 7644 §3.5.2.2)',
      read: delta({ op: 'remove', path: 'members[value eq "U2"]' }),
      result: { clear: false, remove: ['U2'], add: [] },
    },
    {
      name: 'rule 58: the same member twice is one (RFC 7643 §2.4)',
      read: delta({ op: 'add', path: 'members', value: [{ value: 'U4' }, { value: 'U4' }] }),
      result: { clear: false, remove: [], add: ['U4'] },
    },
    {
      name: 'rule 48: null for $ref is no value (RFC 7643 §2.5)',
      read: delta({ op: 'add', path: 'members', value: [{ $ref: null, value: 'U4' }] }),
      result: { clear: false, remove: [], add: ['U4'] },
    },
  ]);
});
