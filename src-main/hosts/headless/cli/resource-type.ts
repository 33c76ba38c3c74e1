import type { Command } from 'commander';
import { readDocument } from './document.ts';
import { print, printJson, printTable } from './output.ts';
import { tenantBySlug, verb } from './verb.ts';

interface TenantOption {
  readonly tenant: string;
}

export function addResourceTypeVerbs(program: Command): void {
  const resourceType = program
    .command('resource-type')
    .description('what a tenant serves: User, Group and types of its own');
  const ofTenant = (name: string): Command =>
    resourceType.command(name).option('--tenant <slug>', 'the tenant', 'default');

  ofTenant('list')
    .description('list the resource types with their endpoints and schemas')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const types = await connection.call('resourceTypes.list', { tenantId });
        if (json) return printJson(types);
        printTable(
          ['NAME', 'ENDPOINT', 'ORIGIN', 'RESOURCES', 'SCHEMA', 'EXTENSIONS'],
          types.map(({ name, endpoint, origin, resources, schema, schemaExtensions }) => [
            name,
            endpoint,
            origin,
            String(resources),
            schema,
            schemaExtensions
              .map((extension) => (extension.required ? `${extension.schema} (required)` : extension.schema))
              .join(', ') || '-',
          ]),
        );
      }),
    );

  ofTenant('save')
    .description('create a resource type, replace one, or set the extensions of User or Group')
    .requiredOption(
      '--file <file>',
      'a document as /ResourceTypes has it; of User and Group only name and schemaExtensions; - reads standard input',
    )
    .action(
      verb<TenantOption & { file: string }>(async (connection, { tenant, file, json }) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const saved = await connection.call('resourceTypes.save', { tenantId, resourceType: await readDocument(file) });
        if (json) printJson(saved);
        else print(`Saved the resource type ${saved.name} at ${saved.endpoint}.`);
      }),
    );

  ofTenant('remove')
    .description('remove a resource type of which the tenant holds no resource')
    .argument('<name>', 'its name, for example Device')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [name = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const removed = await connection.call('resourceTypes.remove', { tenantId, name });
        if (json) printJson(removed);
        else print(`Removed the resource type ${removed.name}.`);
      }),
    );
}
