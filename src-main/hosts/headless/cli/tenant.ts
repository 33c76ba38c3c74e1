import { Option, type Command } from 'commander';
import { profileIds, type ProfileId } from '#shared/tenant-profiles/index.ts';
import { print, printJson, printTable, shortTime } from './output.ts';
import { verb } from './verb.ts';

interface CreateOptions {
  readonly name: string;
  readonly slug: string;
  readonly profile: ProfileId;
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
}
