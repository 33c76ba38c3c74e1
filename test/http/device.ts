// A resource type no code knows: a schema with every attribute type and characteristic, and an extension on it and on User.
import { userSchema } from '#shared/scim/urn.ts';
import { call } from '../console/call.ts';
import type { RollcallForTest, ScimAnswer } from '../rollcall.ts';

export const deviceSchema = 'urn:example:params:scim:schemas:Device';
export const assetSchema = 'urn:example:params:scim:schemas:extension:asset:1.0';

export const deviceDefinition = {
  id: deviceSchema,
  name: 'Device',
  description: 'A device',
  attributes: [
    { name: 'displayName', type: 'string', required: true },
    { name: 'serial', type: 'string', required: true, uniqueness: 'server', mutability: 'immutable', caseExact: true },
    { name: 'label', type: 'string', uniqueness: 'server' },
    { name: 'userName', type: 'string', description: 'Who signs in by default; many devices share one.' },
    { name: 'active', type: 'string', description: 'A word, not a boolean.' },
    { name: 'managed', type: 'boolean' },
    { name: 'screens', type: 'integer' },
    { name: 'weight', type: 'decimal' },
    { name: 'boughtAt', type: 'dateTime' },
    { name: 'manual', type: 'reference', referenceTypes: ['external'], caseExact: true },
    { name: 'certificate', type: 'binary' },
    { name: 'os', type: 'string', canonicalValues: ['linux', 'windows'] },
    { name: 'pin', type: 'string', mutability: 'writeOnly' },
    { name: 'recoveryKey', type: 'string', returned: 'never' },
    { name: 'notes', type: 'string', returned: 'request' },
    { name: 'kind', type: 'string', returned: 'always' },
    { name: 'lastSeen', type: 'dateTime', mutability: 'readOnly' },
    { name: 'tags', type: 'string', multiValued: true },
    {
      name: 'location',
      type: 'complex',
      subAttributes: [
        { name: 'building', type: 'string' },
        { name: 'floor', type: 'integer' },
        { name: 'doorCode', type: 'string', returned: 'never' },
        { name: 'remark', type: 'string', returned: 'request' },
      ],
    },
    {
      name: 'interfaces',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        { name: 'value', type: 'string', uniqueness: 'server', description: 'A MAC address.' },
        { name: 'type', type: 'string', canonicalValues: ['wired', 'wireless'] },
        { name: 'primary', type: 'boolean' },
        { name: 'owner', type: 'reference', referenceTypes: ['User'] },
      ],
    },
  ],
} as const;

export const assetDefinition = {
  id: assetSchema,
  name: 'Asset',
  description: 'What the asset register knows',
  attributes: [
    { name: 'costCenter', type: 'string', required: true },
    { name: 'inventoryNumber', type: 'string', uniqueness: 'server' },
    { name: 'price', type: 'decimal', returned: 'request' },
    {
      name: 'lease',
      type: 'complex',
      subAttributes: [
        { name: 'until', type: 'dateTime' },
        { name: 'lessor', type: 'string' },
      ],
    },
    {
      name: 'contacts',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        { name: 'value', type: 'string' },
        { name: 'type', type: 'string' },
      ],
    },
  ],
} as const;

export const deviceType = {
  name: 'Device',
  endpoint: '/Devices',
  description: 'A device',
  schema: deviceSchema,
  schemaExtensions: [{ schema: assetSchema, required: false }],
} as const;

/** Declares the device type and gives User the extension, as an admin would. */
export async function declareDevices({ core, tenant }: RollcallForTest): Promise<void> {
  const tenantId = tenant.id;
  await call(core, 'schemas.save', { tenantId, schema: deviceDefinition });
  await call(core, 'schemas.save', { tenantId, schema: assetDefinition });
  await call(core, 'resourceTypes.save', { tenantId, resourceType: deviceType });
  const user = { name: 'User', schemaExtensions: [{ schema: assetSchema, required: false }] };
  await call(core, 'resourceTypes.save', { tenantId, resourceType: user });
}

export const device = (serial: string, more: object = {}): object => ({
  schemas: [deviceSchema],
  displayName: `Device ${serial}`,
  serial,
  ...more,
});

/** The id of the resource that was created. */
export async function created(answer: Promise<ScimAnswer>): Promise<string> {
  const { status, json, text } = await answer;
  if (status !== 201) throw new Error(`Not created: ${status} ${text}`);
  return json['id'] as string;
}

export const person = (userName: string, more: object = {}): object => ({ schemas: [userSchema], userName, ...more });
