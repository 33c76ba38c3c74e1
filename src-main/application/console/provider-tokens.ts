// Whether a tenant takes the tokens that Entra issues itself: off unless an admin switches it on, for one directory tenant.
import { nonGalleryAudience, type ProviderTokens } from '#shared/console-api/oauth-clients.ts';
import { providerCredentialId } from '../credentials/provider-token.ts';
import { invalidInput } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { requireTenant } from './tenants.ts';
import { toUse } from './shown-token.ts';

const unset = { enabled: false, entraTenantId: null, audiences: [nonGalleryAudience] };

export function createProviderTokenMethods({
  ports,
  announce,
  forgetProviderTokens,
}: ConsoleContext): MethodsOf<Record<'providerTokens.get' | 'providerTokens.set', unknown>> {
  const read = async (tenantId: string): Promise<ProviderTokens> => {
    const { enabled, entraTenantId, audiences } = (await ports.providerTokens.find(tenantId)) ?? unset;
    const use = await ports.credentialUses.get(providerCredentialId(tenantId));
    return { enabled, entraTenantId, audiences: [...audiences], use: toUse(use) };
  };

  return {
    'providerTokens.get': async ({ tenantId }) => {
      await requireTenant(ports.tenants, tenantId);
      return read(tenantId);
    },

    'providerTokens.set': async ({ tenantId, ...settings }, { tell }) => {
      const tenant = await requireTenant(ports.tenants, tenantId);
      if (settings.enabled && settings.entraTenantId === null) {
        throw invalidInput(
          "entraTenantId is missing: the audience of these tokens is the same for every directory, so the tenant ID alone says whose they are. Give the directory's tenant ID (Entra, Overview).",
        );
      }
      const { use: _use, ...before } = await read(tenantId);
      await ports.providerTokens.save(tenantId, settings);
      forgetProviderTokens(tenantId);
      tell({ target: tenant.name, tenantId, before, after: settings });
      const now = await read(tenantId);
      announce({ name: 'providerTokens.changed', data: { tenantId, providerTokens: now } });
      return now;
    },
  };
}
