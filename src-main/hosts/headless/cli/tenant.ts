import { Option, type Command } from 'commander';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { compatibilities, type Compatibility } from '#shared/scim/compatibility.ts';
import { profileIds, type ProfileId } from '#shared/tenant-profiles/index.ts';
import { CallFailure } from './connection.ts';
import { print, printJson, printTable, shortTime } from './output.ts';
import { tenantBySlug, verb } from './verb.ts';

interface CreateOptions {
  readonly name: string;
  readonly slug: string;
  readonly profile: ProfileId;
}

interface TenantOption {
  readonly tenant: string;
}

interface SetOptions extends TenantOption {
  readonly compatibility?: Compatibility;
  readonly name?: string;
}

function printSettings({ slug, name, profile, compatibility, createdAt, tenantUrl }: TenantWithUrl): void {
  printTable(
    ['SLUG', 'NAME', 'PROFILE', 'COMPATIBILITY', 'CREATED', 'TENANT URL'],
    [[slug, name, profile, compatibility, shortTime(createdAt), tenantUrl ?? '(no server runs)']],
  );
}

export function addTenantVerbs(program: Command): void {
  const tenant = program.command('tenant').description('the isolated SCIM targets, each with its own Tenant URL');

  tenant
    .command('list')
    .description('list the tenants')
    .action(
      verb(async (connection, { json }) => {
        const tenants = await connection.call('tenants.list', {});
        if (json) return printJson(tenants);
        printTable(
          ['SLUG', 'NAME', 'PROFILE', 'CREATED', 'TENANT URL'],
          tenants.map(({ slug, name, profile, createdAt, tenantUrl }) => [
            slug,
            name,
            profile,
            shortTime(createdAt),
            tenantUrl ?? '(no server runs)',
          ]),
        );
      }),
    );

  tenant
    .command('create')
    .description('create a tenant')
    .requiredOption('--name <name>', 'its name, for people')
    .requiredOption('--slug <slug>', 'its part of the Tenant URL: a-z, 0-9 and inner dashes')
    .addOption(new Option('--profile <profile>', 'what it behaves like').choices(profileIds).default('generic'))
    .action(
      verb<CreateOptions>(async (connection, { json, name, slug, profile }) => {
        const created = await connection.call('tenants.create', { name, slug, profile });
        if (json) printJson(created);
        else
          print(
            `Created the tenant ${created.slug}.${created.tenantUrl === null ? '' : ` Tenant URL: ${created.tenantUrl}`}`,
          );
      }),
    );

  tenant
    .command('show')
    .description('print the settings of a tenant')
    .option('--tenant <slug>', 'the tenant', 'default')
    .action(
      verb<TenantOption>(async (connection, { json, tenant: slug }) => {
        const found = await tenantBySlug(connection, slug);
        if (json) printJson(found);
        else printSettings(found);
      }),
    );

  tenant
    .command('set')
    .description('change the settings of a tenant; what is not named stays as it is')
    .option('--tenant <slug>', 'the tenant', 'default')
    .addOption(
      new Option(
        '--compatibility <compatibility>',
        'lenient takes what real providers send beside the RFC and notes it, strict refuses it',
      ).choices(compatibilities),
    )
    .option('--name <name>', 'its name, for people')
    .action(
      verb<SetOptions>(async (connection, { json, tenant: slug, compatibility, name }) => {
        if (compatibility === undefined && name === undefined) {
          throw new CallFailure('Nothing was changed: name --compatibility, --name or both.');
        }
        const { id: tenantId } = await tenantBySlug(connection, slug);
        const set = await connection.call('tenants.set', {
          tenantId,
          ...(compatibility === undefined ? {} : { compatibility }),
          ...(name === undefined ? {} : { name }),
        });
        if (json) printJson(set);
        else printSettings(set);
      }),
    );
}
