import type { Command } from 'commander';
import { defaultProfile } from '#shared/tenant-profiles/index.ts';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { print, printJson } from './output.ts';
import { addTenantEndVerbs } from './tenant-end.ts';
import { addTenantSetVerb } from './tenant-set.ts';
import { printTenants } from './tenant-table.ts';
import { tenantBySlug, verb } from './verb.ts';

interface TenantOption {
  readonly tenant: string;
}

interface NewTenant {
  readonly name: string;
  readonly slug: string;
}

const sayCreated = ({ slug, profile, provisioning, tenantUrl }: TenantWithUrl): void => {
  print(
    `Created the tenant ${slug} with the profile ${profile}.${tenantUrl === null ? '' : ` Tenant URL: ${tenantUrl}`}`,
  );
  if (!provisioning) print(`Provisioning is off. "tenant set --tenant ${slug} --provisioning on" switches it on.`);
};

const withNames = (command: Command): Command =>
  command
    .requiredOption('--name <name>', 'its name, for people')
    .requiredOption('--slug <slug>', 'its part of the Tenant URL: a-z, 0-9 and inner dashes');

export function addTenantVerbs(program: Command): void {
  const tenant = program.command('tenant').description('the isolated SCIM targets, each with its own Tenant URL');
  const ofTenant = (name: string): Command => tenant.command(name).option('--tenant <slug>', 'the tenant', 'default');

  tenant
    .command('list')
    .description('list the tenants')
    .action(
      verb(async (connection, { json }) => {
        const tenants = await connection.call('tenants.list', {});
        if (json) printJson(tenants);
        else printTenants(tenants);
      }),
    );

  withNames(tenant.command('create'))
    .description('create a tenant')
    .option('--profile <id>', 'what it behaves like; "profile list" shows the ids', defaultProfile.id)
    .action(
      verb<NewTenant & { profile: string }>(async (connection, { json, name, slug, profile }) => {
        const created = await connection.call('tenants.create', { name, slug, profile });
        if (json) printJson(created);
        else sayCreated(created);
      }),
    );

  withNames(ofTenant('duplicate'))
    .description('create a tenant with the settings, roles and schemas of another, without its people and tokens')
    .action(
      verb<TenantOption & NewTenant>(async (connection, { json, tenant: source, name, slug }) => {
        const { id: tenantId } = await tenantBySlug(connection, source);
        const created = await connection.call('tenants.duplicate', { tenantId, name, slug });
        if (json) printJson(created);
        else sayCreated(created);
      }),
    );

  ofTenant('show')
    .description('print the settings of a tenant')
    .action(
      verb<TenantOption>(async (connection, { json, tenant: slug }) => {
        const found = await tenantBySlug(connection, slug);
        if (json) printJson(found);
        else printTenants([found]);
      }),
    );

  ofTenant('rename')
    .description('give a tenant another name; its Tenant URL stays')
    .requiredOption('--name <name>', 'the new name')
    .action(
      verb<TenantOption & { name: string }>(async (connection, { json, tenant: slug, name }) => {
        const { id: tenantId } = await tenantBySlug(connection, slug);
        const renamed = await connection.call('tenants.set', { tenantId, name });
        if (json) printJson(renamed);
        else print(`The tenant ${slug} is called "${renamed.name}" now.`);
      }),
    );

  addTenantSetVerb(ofTenant('set'));
  addTenantEndVerbs(tenant);
}
