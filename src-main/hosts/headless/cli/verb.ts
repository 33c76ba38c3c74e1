import type { Command } from 'commander';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { defaultDataFolder } from '../../data-folder.ts';
import { CallFailure, connect, type Connection } from './connection.ts';

/** Options that every verb has; they may stand anywhere on the line. */
export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** Gives a verb its connection and closes it afterwards. */
export const verb =
  <Options>(
    run: (connection: Connection, options: Options & GlobalOptions, args: readonly string[]) => Promise<void>,
    open: (folder: string) => Promise<Connection> = connect,
  ) =>
  async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<Options & GlobalOptions>();
    const connection = await open(options.data ?? defaultDataFolder());
    try {
      await run(connection, options, command.args);
    } finally {
      await connection.close();
    }
  };

/** The tenant a `--tenant` option names by its slug. */
export async function tenantBySlug(connection: Connection, slug: string): Promise<TenantWithUrl> {
  const tenants = await connection.call('tenants.list', {});
  const found = tenants.find((tenant) => tenant.slug === slug);
  if (found !== undefined) return found;
  throw new CallFailure(
    `No tenant has the slug "${slug}". There ${tenants.length === 1 ? 'is' : 'are'} ${tenants.map((tenant) => tenant.slug).join(', ')}; "tenant create" makes another.`,
  );
}
