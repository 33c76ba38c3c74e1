import type { Command } from 'commander';
import { CallFailure, type Connection } from './connection.ts';
import { writeExport } from './document.ts';
import { print, printJson } from './output.ts';
import { tenantBySlug, verb } from './verb.ts';

interface TenantOption {
  readonly tenant: string;
}

const countIn = (document: Readonly<Record<string, unknown>>, name: string): number =>
  Array.isArray(document[name]) ? document[name].length : 0;

interface Exported {
  readonly file: string;
  readonly people: number;
  readonly groups: number;
}

const sentence = ({ file, people, groups }: Exported): string =>
  `Exported ${people} people and ${groups} groups to ${file}.`;

async function exportTo(connection: Connection, tenantId: string, named: string | undefined): Promise<Exported> {
  const exported = await connection.call('tenants.export', { tenantId });
  const file = await writeExport(exported, named);
  return { file, people: countIn(exported.document, 'people'), groups: countIn(exported.document, 'groups') };
}

function addArchiveVerb(command: Command, archived: boolean, said: string): void {
  command.requiredOption('--tenant <slug>', 'the tenant').action(
    verb<TenantOption>(async (connection, { json, tenant: slug }) => {
      const { id: tenantId } = await tenantBySlug(connection, slug);
      const set = await connection.call('tenants.archive', { tenantId, archived });
      if (json) printJson(set);
      else print(`The tenant ${slug} ${said}`);
    }),
  );
}

/** `archive`, `unarchive`, `export` and `delete`. */
export function addTenantEndVerbs(tenant: Command): void {
  addArchiveVerb(
    tenant.command('archive').description('keep everything of a tenant, but answer no SCIM request any more'),
    true,
    'is archived: it answers no SCIM request until "tenant unarchive".',
  );
  addArchiveVerb(
    tenant.command('unarchive').description('let an archived tenant answer again'),
    false,
    'answers SCIM requests again.',
  );

  tenant
    .command('export')
    .description('write people, groups, roles, schemas and settings of a tenant as JSON; no token and no password')
    .option('--tenant <slug>', 'the tenant', 'default')
    .option('--file <file>', 'where to; - writes to standard output (default: <slug>-<date>.json here)')
    .action(
      verb<TenantOption & { file?: string }>(async (connection, { json, tenant: slug, file }) => {
        const { id: tenantId } = await tenantBySlug(connection, slug);
        if (file === '-') return printJson((await connection.call('tenants.export', { tenantId })).document);
        const exported = await exportTo(connection, tenantId, file);
        if (json) printJson(exported);
        else print(sentence(exported));
      }),
    );

  tenant
    .command('delete')
    .description('delete a tenant with everything it has, for good, after exporting it')
    .requiredOption('--tenant <slug>', 'the tenant')
    .requiredOption('--confirm <slug>', 'its slug once more')
    .option('--export <file>', 'where the export goes (default: <slug>-<date>.json here)')
    .option('--no-export', 'delete it without an export')
    .action(
      verb<TenantOption & { confirm: string; export?: string | boolean }>(
        async (connection, { json, tenant: slug, confirm, export: file }) => {
          const { id: tenantId } = await tenantBySlug(connection, slug);
          if (confirm !== slug) {
            throw new CallFailure(
              `Nothing was deleted: --confirm says "${confirm}", and the tenant is "${slug}". Both must be the same.`,
            );
          }
          const named = typeof file === 'string' ? file : undefined;
          const exported = file === false ? undefined : await exportTo(connection, tenantId, named);
          const removed = await connection.call('tenants.remove', { tenantId, slug: confirm });
          if (json) return printJson({ ...removed, export: exported?.file ?? null });
          if (exported !== undefined) print(sentence(exported));
          print(`Deleted the tenant ${slug}.`);
        },
      ),
    );
}
