import type { provisioningLogMethods } from '#shared/console-api/provisioning-log.ts';
import { providerCredentialId } from '../credentials/provider-token.ts';
import { logRow } from '../events.ts';
import { nameManagers } from '../manager-names.ts';
import type { Ports } from '../ports/ports.ts';
import { propertiesOf } from './shown-change.ts';
import { notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { requireTenant } from './tenants.ts';

/** Null for one that is gone. */
async function labelOfCredential(
  { tokens, oauth }: Pick<Ports, 'tokens' | 'oauth'>,
  tenantId: string,
  id: string,
): Promise<string | null> {
  if (id === providerCredentialId(tenantId)) return 'Provider-issued token';
  return (await tokens.labelOf(tenantId, id)) ?? (await oauth.find(tenantId, id))?.label ?? null;
}

export function createProvisioningLogMethods({ ports }: ConsoleContext): MethodsOf<typeof provisioningLogMethods> {
  return {
    'provisioningLog.list': async (query) => {
      await requireTenant(ports.tenants, query.tenantId);
      const { entries, total } = await ports.log.list(query);
      return { total, entries: entries.map(logRow) };
    },

    'provisioningLog.get': async ({ tenantId, seq }) => {
      await requireTenant(ports.tenants, tenantId);
      const found = await ports.log.get(tenantId, seq);
      if (found === undefined) {
        throw notFound(
          `The provisioning log of this tenant has no entry ${seq}. provisioningLog.list gives the entries there are.`,
        );
      }
      const { entry, change } = found;
      const detail = {
        ...logRow(entry),
        scimType: entry.scimType ?? null,
        notes: [...entry.notes],
        tokenLabel:
          entry.credentialId === undefined ? null : await labelOfCredential(ports, tenantId, entry.credentialId),
        authentication: entry.authentication === undefined ? null : [...entry.authentication],
        userAgent: entry.userAgent ?? null,
        modifiedProperties: change === undefined ? [] : propertiesOf(change),
        requestBody: entry.requestBody ?? null,
        responseBody: entry.responseBody ?? null,
        responseBytes: entry.responseBytes,
      };
      const [named = detail] = await nameManagers(ports.directory, tenantId, [detail]);
      return named;
    },
  };
}
