// What is done to a token that is there: changed, replaced by a new one, revoked, deleted.
import { Option, type Command } from 'commander';
import { print, printJson } from './output.ts';
import {
  networkOption,
  printSecret,
  scopeOption,
  tokenId,
  userId,
  type AccessOptions,
  type TenantOption,
} from './token-options.ts';
import { tenantBySlug, verb } from './verb.ts';

interface SetOptions extends TenantOption, AccessOptions {
  readonly label?: string;
  readonly expiresAt?: string;
  readonly user?: string;
  readonly anyNetwork?: boolean;
}

interface RotateOptions extends TenantOption {
  readonly label?: string;
  readonly expiresAt?: string;
  readonly retire?: 'ask' | 'automatically';
}

const which = ['<token>', 'its id, its label or its last four characters'] as const;

export function addTokenChangeVerbs(ofTenant: (name: string) => Command): void {
  ofTenant('set')
    .description('change a token; what is not named stays as it is')
    .argument(...which)
    .option('--label <label>', 'a name to know it again by')
    .addOption(scopeOption())
    .addOption(networkOption('a network or address that may use it, instead of those there are; again for more'))
    .option('--any-network', 'let it be used from anywhere')
    .option('--user <userName or id>', 'the person the token stands for; "none" for nobody')
    .option('--expires-at <time>', 'when it stops to work, as 2027-01-31T00:00:00Z; "never" for never')
    .action(
      verb<SetOptions>(async (connection, options, [named = '']) => {
        const { tenant, label, scope, network, anyNetwork, expiresAt, user, json } = options;
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const networks = anyNetwork === true ? [] : network;
        const set = await connection.call('tokens.set', {
          tenantId,
          id: await tokenId(connection, tenantId, named),
          ...(label === undefined ? {} : { label }),
          ...(scope === undefined ? {} : { scope }),
          ...(networks === undefined ? {} : { networks: [...networks] }),
          ...(expiresAt === undefined ? {} : { expiresAt: expiresAt === 'never' ? null : expiresAt }),
          ...(user === undefined ? {} : { userId: user === 'none' ? null : await userId(connection, tenantId, user) }),
        });
        if (json) printJson(set);
        else print(`Changed the token "${set.label}" (…${set.hint}).`);
      }),
    );

  ofTenant('rotate')
    .description('create a second token with the same settings and print its secret; the first stays valid')
    .argument(...which)
    .option('--label <label>', 'a name for the new one (default: the same with a number)')
    .option('--expires-at <time>', 'when the new one stops to work, as 2027-01-31T00:00:00Z (default: never)')
    .addOption(
      new Option('--retire <how>', 'ask, or automatically once the new one has served a whole cycle').choices([
        'ask',
        'automatically',
      ]),
    )
    .action(
      verb<RotateOptions>(async (connection, { tenant, label, expiresAt, retire, json }, [named = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const rotated = await connection.call('tokens.rotate', {
          tenantId,
          id: await tokenId(connection, tenantId, named),
          ...(label === undefined ? {} : { label }),
          ...(retire === undefined ? {} : { retire }),
          expiresAt: expiresAt ?? null,
        });
        printSecret(rotated.token, rotated.secret, json, { replaces: rotated.old.id });
      }),
    );

  ofTenant('revoke')
    .description('revoke a token; it stops to work at once')
    .argument(...which)
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [named = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const id = await tokenId(connection, tenantId, named);
        const revoked = await connection.call('tokens.revoke', { tenantId, id });
        if (json) printJson(revoked);
        else print(`Revoked the token "${revoked.label}" (…${revoked.hint}).`);
      }),
    );

  ofTenant('remove')
    .description('take a revoked or expired token out of the list')
    .argument(...which)
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [named = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const id = await tokenId(connection, tenantId, named);
        const removed = await connection.call('tokens.remove', { tenantId, id });
        if (json) printJson(removed);
        else print('Deleted the token. The provisioning log keeps its name.');
      }),
    );
}
