import { Option, type Command } from 'commander';
import type { ProviderTokens } from '#shared/console-api/oauth-clients.ts';
import { print, printJson, shortTime } from './output.ts';
import type { TenantOption } from './token-options.ts';
import { tenantBySlug, verb } from './verb.ts';

function show({ enabled, entraTenantId, audiences, use }: ProviderTokens, json: boolean | undefined): void {
  if (json) return printJson({ enabled, entraTenantId, audiences, use });
  print(`Taken      ${enabled ? 'yes' : 'no'}`);
  print(`Tenant ID  ${entraTenantId ?? '-'}`);
  print(`Audiences  ${audiences.join(', ')}`);
  print(`Last used  ${shortTime(use?.at ?? null)}`);
}

const sharedAudience =
  'Every application of this directory that is not in the gallery gets tokens with the same audience: another one could use its token here. Microsoft means them for testing only.\n';

export function addProviderTokenVerbs(program: Command): void {
  const provider = program
    .command('provider-token')
    .description('tokens that Microsoft Entra issues itself, where its Secret Token is left blank');
  const ofTenant = (name: string): Command => provider.command(name).option('--tenant <slug>', 'the tenant', 'default');

  ofTenant('get')
    .description('show whether they are taken, and from which directory')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        show(await connection.call('providerTokens.get', { tenantId }), json);
      }),
    );

  ofTenant('set')
    .description('take them from one directory, or take them no more')
    .addOption(new Option('--enabled <on>', 'whether they are taken').choices(['on', 'off']).makeOptionMandatory())
    .option('--tenant-id <id>', "the directory's tenant ID (default: the one that was set)")
    .option('--audience <audience...>', 'values of aud that are taken (default: those that were set)')
    .action(
      verb<TenantOption & { enabled: string; tenantId?: string; audience?: readonly string[] }>(
        async (connection, { tenant, enabled, tenantId: entraTenantId, audience, json }) => {
          const { id: tenantId } = await tenantBySlug(connection, tenant);
          const before = await connection.call('providerTokens.get', { tenantId });
          const set = await connection.call('providerTokens.set', {
            tenantId,
            enabled: enabled === 'on',
            entraTenantId: entraTenantId ?? before.entraTenantId,
            audiences: [...(audience ?? before.audiences)],
          });
          show(set, json);
          if (set.enabled) process.stderr.write(sharedAudience);
        },
      ),
    );
}
