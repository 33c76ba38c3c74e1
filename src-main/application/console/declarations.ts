// What saving a schema and saving a resource type have in common: for which profile it is judged, and who is told.
import type { Declaring } from '../definitions/definitions.ts';
import type { ConsoleContext } from './context.ts';
import { requireTenant } from './tenants.ts';

export interface Declarations {
  /** Console 'not-found' for an unknown tenant. */
  readonly declaringOf: (tenantId: string) => Promise<Declaring>;
  /** The tenant serves something else from now on. */
  readonly changed: (tenantId: string) => void;
}

/** For the methods that change what a tenant serves. */
export const createDeclarations = ({
  ports,
  served,
  announce,
}: Pick<ConsoleContext, 'ports' | 'served' | 'announce'>): Declarations => ({
  declaringOf: async (tenantId) => {
    const tenant = await requireTenant(ports.tenants, tenantId);
    return { tenantId, profile: await served.profileOf(tenant.profile) };
  },
  changed: (tenantId) => {
    served.forget();
    announce({ name: 'schemas.changed', data: { tenantId } });
  },
});
