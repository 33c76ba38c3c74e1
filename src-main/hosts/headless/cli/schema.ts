import type { Command } from 'commander';
import { CallFailure } from './connection.ts';
import { readDocument } from './document.ts';
import { print, printJson, printTable } from './output.ts';
import { tenantBySlug, verb } from './verb.ts';

interface TenantOption {
  readonly tenant: string;
}

const usesOf = (usedBy: readonly { resourceType: string; as: string }[]): string =>
  usedBy.map(({ resourceType, as }) => (as === 'core' ? resourceType : `${resourceType} (extension)`)).join(', ') ||
  '-';

export function addSchemaVerbs(program: Command): void {
  const schema = program.command('schema').description('the SCIM schemas of a tenant: built-in ones and its own');
  const ofTenant = (name: string): Command => schema.command(name).option('--tenant <slug>', 'the tenant', 'default');

  ofTenant('list')
    .description('list the schemas and the resource types that use them')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const schemas = await connection.call('schemas.list', { tenantId });
        if (json) return printJson(schemas);
        printTable(
          ['ID', 'NAME', 'ORIGIN', 'ATTRIBUTES', 'USED BY'],
          schemas.map(({ origin, usedBy, schema: { id, name, attributes } }) => [
            id,
            name,
            origin,
            String(attributes.length),
            usesOf(usedBy),
          ]),
        );
      }),
    );

  ofTenant('show')
    .description('print one schema as JSON, to change it and save it again')
    .argument('<id>', 'its URN')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [id = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const schemas = await connection.call('schemas.list', { tenantId });
        const found = schemas.find((served) => served.schema.id.toLowerCase() === id.toLowerCase());
        if (found === undefined) {
          throw new CallFailure(`This tenant has no schema "${id}". "schema list" shows the schemas there are.`);
        }
        if (json) printJson(found.schema);
        else print(JSON.stringify(found.schema, null, 2));
      }),
    );

  ofTenant('save')
    .description('create a schema, or replace the one with the same id')
    .requiredOption('--file <file>', 'a schema document as /Schemas has it; - reads standard input')
    .action(
      verb<TenantOption & { file: string }>(async (connection, { tenant, file, json }) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const saved = await connection.call('schemas.save', { tenantId, schema: await readDocument(file) });
        if (json) return printJson(saved);
        const use =
          saved.usedBy.length === 0
            ? 'No resource type uses it yet: "resource-type save" names it.'
            : `Used by ${usesOf(saved.usedBy)}.`;
        print(`Saved the schema ${saved.schema.id} with ${saved.schema.attributes.length} attributes. ${use}`);
      }),
    );

  ofTenant('remove')
    .description('remove a schema that no resource type uses')
    .argument('<id>', 'its URN')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [id = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const removed = await connection.call('schemas.remove', { tenantId, id });
        if (json) printJson(removed);
        else print(`Removed the schema ${removed.id}.`);
      }),
    );
}
