// Entra-shaped bodies: a user of about 1 kB, groups, PATCHes.
import { bulkRequestMessage, enterpriseUserSchema, groupSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';

export const userName = (tag: string, index: number): string => `${tag}.user.${index}@bench.example`;
export const externalId = (tag: string, index: number): string => `${tag}-ext-${index}`;

export const user = (tag: string, index: number): string =>
  JSON.stringify({
    schemas: [userSchema, enterpriseUserSchema],
    userName: userName(tag, index),
    externalId: externalId(tag, index),
    active: true,
    displayName: `Bench User ${index}`,
    title: 'Senior Provisioning Engineer',
    name: { formatted: `Given${index} Family${index}`, givenName: `Given${index}`, familyName: `Family${index}` },
    preferredLanguage: 'en-US',
    userType: 'Employee',
    emails: [{ value: userName(tag, index), type: 'work', primary: true }],
    phoneNumbers: [
      { value: `+1-555-01${index % 100}-${index}`, type: 'work' },
      { value: `+1-555-77${index % 100}-${index}`, type: 'mobile' },
    ],
    addresses: [
      {
        type: 'work',
        formatted: `${index} Main Street, Springfield`,
        streetAddress: `${index} Main Street`,
        locality: 'Springfield',
        region: 'IL',
        postalCode: '62701',
        country: 'US',
      },
    ],
    [enterpriseUserSchema]: {
      employeeNumber: String(index),
      costCenter: 'CC-4711',
      organization: 'Bench Corp',
      division: 'Engineering',
      department: `Department ${index % 50}`,
    },
  });

export const group = (displayName: string, members: readonly string[]): string =>
  JSON.stringify({
    schemas: [groupSchema],
    displayName,
    externalId: `ext-${displayName}`,
    ...(members.length === 0 ? {} : { members: members.map((value) => ({ value })) }),
  });

const patchOp = (operation: object): string => JSON.stringify({ schemas: [patchOpMessage], Operations: [operation] });

/** Six attributes as Entra sends them with its feature flag: no path, dotted and URN-qualified keys. */
export const patchSix = (index: number): string =>
  patchOp({
    op: 'replace',
    value: {
      title: `Engineer ${index}`,
      nickName: `Bench ${index}`,
      'name.givenName': `Given${index}`,
      'name.familyName': `Family${index}`,
      [`${enterpriseUserSchema}:department`]: `Department ${index % 50}`,
      [`${enterpriseUserSchema}:costCenter`]: `CC-${index}`,
    },
  });
export const patchTitle = (title: string): string => patchOp({ op: 'Replace', path: 'title', value: title });
export const addMembers = (ids: readonly string[]): string =>
  patchOp({ op: 'Add', path: 'members', value: ids.map((value) => ({ value })) });

/** One POST of a user per index. */
export const bulkOfUsers = (tag: string, indexes: readonly number[]): string =>
  JSON.stringify({
    schemas: [bulkRequestMessage],
    Operations: indexes.map((index) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `u${index}`,
      data: JSON.parse(user(tag, index)) as unknown,
    })),
  });
