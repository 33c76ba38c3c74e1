import type { Command } from 'commander';
import { CallFailure, type Connection } from './connection.ts';
import { print, printJson, printTable, shortTime } from './output.ts';
import { tenantBySlug, verb } from './verb.ts';

interface TenantOption {
  readonly tenant: string;
}

/** A token by its id, its label or its hint, as long as only one active token fits. */
async function tokenId(connection: Connection, tenantId: string, named: string): Promise<string> {
  const tokens = await connection.call('tokens.list', { tenantId });
  const exact = tokens.find(({ id }) => id === named);
  if (exact !== undefined) return exact.id;
  const fitting = tokens.filter(({ label, hint, state }) => state !== 'revoked' && (label === named || hint === named));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only.id;
  throw new CallFailure(
    fitting.length === 0
      ? `No token has the id, label or last four characters "${named}". "token list" shows the tokens there are.`
      : `${fitting.length} tokens are called "${named}". Name one by its id; "token list" shows them.`,
  );
}

/** The id of the person a `--user` option names by userName, in any case, or by id. */
async function userId(connection: Connection, tenantId: string, named: string): Promise<string> {
  for (let offset = 0; ;) {
    const { rows, total } = await connection.call('users.list', { tenantId, search: named, offset, limit: 200 });
    const found = rows.find(({ userName }) => userName.toLowerCase() === named.toLowerCase());
    if (found !== undefined) return found.id;
    offset += rows.length;
    // No person is called so: then it is an id, and whether it is one is said by who creates the token.
    if (rows.length === 0 || offset >= total) return named;
  }
}

export function addTokenVerbs(program: Command): void {
  const token = program.command('token').description("the Secret Tokens of a tenant's identity provider");
  const ofTenant = (name: string): Command => token.command(name).option('--tenant <slug>', 'the tenant', 'default');

  ofTenant('create')
    .description('create a token and print its secret')
    .requiredOption('--label <label>', 'a name to know it again by, for example Entra')
    .option('--user <userName or id>', 'the person the token stands for, whom /Me answers with (default: nobody)')
    .option('--expires-at <time>', 'when it stops to work, as 2027-01-31T00:00:00Z (default: never)')
    .action(
      verb<TenantOption & { label: string; expiresAt?: string; user?: string }>(
        async (connection, { tenant, label, expiresAt, user, json }) => {
          const { id: tenantId } = await tenantBySlug(connection, tenant);
          const created = await connection.call('tokens.create', {
            tenantId,
            label,
            expiresAt: expiresAt ?? null,
            userId: user === undefined ? null : await userId(connection, tenantId, user),
          });
          if (json) {
            const { id, label: storedLabel, hint, userId: person, createdAt, expiresAt: expires } = created.token;
            return printJson({
              id,
              token: created.secret,
              label: storedLabel,
              hint,
              userId: person,
              createdAt,
              expiresAt: expires,
            });
          }
          print(created.secret);
          process.stderr.write(
            created.token.revealable
              ? `Paste it as the Secret Token. "token reveal" shows it again.\n`
              : `This is the only time the token "${created.token.label}" is shown. Paste it as the Secret Token.\n`,
          );
        },
      ),
    );

  ofTenant('list')
    .description('list the tokens, without their secrets')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const tokens = await connection.call('tokens.list', { tenantId });
        if (json) return printJson(tokens);
        printTable(
          ['ID', 'LABEL', 'ENDS IN', 'STATE', 'CREATED', 'LAST USED', 'EXPIRES', 'STANDS FOR'],
          tokens.map(({ id, label, hint, state, createdAt, lastUsedAt, expiresAt, userId: person }) => [
            id,
            label,
            `…${hint}`,
            state,
            shortTime(createdAt),
            shortTime(lastUsedAt),
            shortTime(expiresAt),
            person ?? '-',
          ]),
        );
      }),
    );

  ofTenant('reveal')
    .description("print a token's secret again, where the tenant's profile keeps it")
    .argument('<token>', 'its id, its label or its last four characters')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [named = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const id = await tokenId(connection, tenantId, named);
        const { secret } = await connection.call('tokens.reveal', { tenantId, id });
        if (json) printJson({ id, token: secret });
        else print(secret);
      }),
    );

  ofTenant('revoke')
    .description('revoke a token; it stops to work at once')
    .argument('<token>', 'its id, its label or its last four characters')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [named = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const revoked = await connection.call('tokens.revoke', {
          tenantId,
          id: await tokenId(connection, tenantId, named),
        });
        if (json) printJson(revoked);
        else print(`Revoked the token "${revoked.label}" (…${revoked.hint}).`);
      }),
    );
}
