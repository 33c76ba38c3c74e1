import type { Reminder } from '#shared/console-api/credentials.ts';
import type { Ports } from '../ports/ports.ts';
import { remindersOf } from './reminders.ts';

/** What reminders are read from. */
export type ReminderPorts = Pick<Ports, 'tokens' | 'credentialUses' | 'oauth' | 'recoveryKeys' | 'sso' | 'clock'>;

/** The reminders of a tenant as of now, most urgent first; the recovery key's are the same for all tenants. */
export async function readReminders(ports: ReminderPorts, tenantId: string): Promise<Reminder[]> {
  const [tokens, uses, clients, recoveryKey, sso] = await Promise.all([
    ports.tokens.list(tenantId),
    ports.credentialUses.list(tenantId),
    ports.oauth.list(tenantId),
    ports.recoveryKeys.get(),
    ports.sso.get(),
  ]);
  const signOnEnforcedAt = sso?.connected === true ? (sso.enforcedAt ?? undefined) : undefined;
  return remindersOf({ tokens, uses, clients, recoveryKey, signOnEnforcedAt }, ports.clock.now());
}
