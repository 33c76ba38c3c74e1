import { Option, type Command } from 'commander';
import type { BeyondUndo, ProfileCheck, ProfileSwitch, TenantWithUrl } from '#shared/console-api/tenants.ts';
import { compatibilities, type Compatibility } from '#shared/scim/compatibility.ts';
import { CallFailure, type Connection } from './connection.ts';
import { printJson } from './output.ts';
import { printTenants } from './tenant-table.ts';
import { tenantBySlug, verb } from './verb.ts';

interface SetOptions {
  readonly tenant: string;
  readonly name?: string;
  readonly compatibility?: Compatibility;
  readonly idpTenantId?: string;
  readonly provisioning?: 'on' | 'off';
  readonly profile?: string;
  readonly yes?: boolean;
}

const exampleLine = ({ displayName, missing }: ProfileCheck['people']['examples'][number]): string =>
  `  ${displayName} has no ${missing.join(', ')}`;

function violationLines({ people, groups }: ProfileCheck, profile: string): readonly string[] {
  if (people.count + groups.count === 0) return [];
  return [
    `${people.count} people and ${groups.count} groups lack what the profile ${profile} requires.`,
    ...[...people.examples, ...groups.examples].map(exampleLine),
    'They stay as they are, but a client that replaces one must send it.',
  ];
}

const undoLines = ({ secrets, recoveryKey, provisioning }: BeyondUndo, profile: string): readonly string[] => [
  ...(secrets > 0
    ? [`The secrets of ${secrets} tokens that can be revealed are erased for good; the tokens go on working.`]
    : []),
  ...(recoveryKey ? ['The recovery key cannot be shown again, whatever the profile is then; it goes on working.'] : []),
  ...(provisioning
    ? [
        `Provisioning is off and comes on: the profile ${profile} has no switch for it, and setting it back leaves it on.`,
      ]
    : []),
];

/** Refuses as long as nobody said yes: writes about these people may be refused then, and some of it is for good. */
function refuseUnconfirmed(found: ProfileSwitch, profile: string): void {
  const lines = [...violationLines(found, profile), ...undoLines(found.beyondUndo, profile)];
  if (lines.length === 0) return;
  throw new CallFailure(
    [`Nothing was changed yet.`, ...lines, 'Add --yes to switch all the same; the rest can be set back.'].join('\n'),
  );
}

async function setProfile(
  connection: Connection,
  tenant: TenantWithUrl,
  { profile, yes }: SetOptions,
): Promise<TenantWithUrl> {
  if (profile === undefined || profile === tenant.profile) return tenant;
  const named = { tenantId: tenant.id, profile };
  if (yes !== true) refuseUnconfirmed(await connection.call('tenants.checkProfile', named), profile);
  return connection.call('tenants.setProfile', named);
}

export const addTenantSetVerb = (set: Command): Command =>
  set
    .description('change the settings of a tenant; what is not named stays as it is')
    .addOption(
      new Option(
        '--compatibility <compatibility>',
        'lenient takes what real providers send beside the RFC and notes it, strict refuses it',
      ).choices(compatibilities),
    )
    .option('--name <name>', 'its name, for people')
    .option('--idp-tenant-id <id>', "the identity provider's own tenant id: a GUID for Entra; empty takes it away")
    .addOption(
      new Option(
        '--provisioning <state>',
        'of a profile that has the switch: writes are refused while it is off',
      ).choices(['on', 'off']),
    )
    .option('--profile <id>', 'what it behaves like from now on; can be set back')
    .option('--yes', 'switch the profile although people lack what it requires, or some of it is for good')
    .action(
      verb<SetOptions>(async (connection, options) => {
        const { json, tenant: slug, compatibility, name, idpTenantId, provisioning, profile } = options;
        const changes = {
          ...(compatibility === undefined ? {} : { compatibility }),
          ...(name === undefined ? {} : { name }),
          ...(idpTenantId === undefined ? {} : { idpTenantId: idpTenantId === '' ? null : idpTenantId }),
          ...(provisioning === undefined ? {} : { provisioning: provisioning === 'on' }),
        };
        const isSettings = Object.keys(changes).length > 0;
        if (!isSettings && profile === undefined) {
          throw new CallFailure(
            'Nothing was changed: name at least one of --compatibility, --name, --idp-tenant-id, --provisioning and --profile.',
          );
        }
        const switched = await setProfile(connection, await tenantBySlug(connection, slug), options);
        const tenantId = switched.id;
        const result = isSettings ? await connection.call('tenants.set', { tenantId, ...changes }) : switched;
        if (json) printJson(result);
        else printTenants([result]);
      }),
    );
