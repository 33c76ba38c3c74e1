// What the verbs of credentials have in common: how a token and a person are named, which access is given, how a secret is
// printed.
import { Option } from 'commander';
import { credentialScope, type CredentialScope } from '#shared/console-api/credentials.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import { isGuid } from '#shared/lang/is-guid.ts';
import { CallFailure, type Connection } from './connection.ts';
import { print, printJson } from './output.ts';

export interface TenantOption {
  readonly tenant: string;
}

/** What an identity provider may do with a credential, as options of a verb give it. */
export interface AccessOptions {
  readonly scope?: CredentialScope;
  readonly network?: readonly string[];
}

/** A token by its id, its label or its hint, as long as only one fits; an active one before those that are over. */
export async function tokenId(connection: Connection, tenantId: string, named: string): Promise<string> {
  const tokens = await connection.call('tokens.list', { tenantId });
  const exact = tokens.find(({ id }) => id === named);
  if (exact !== undefined) return exact.id;
  const called = tokens.filter(({ label, hint }) => label === named || hint === named);
  const active = called.filter(({ state }) => state === 'active');
  const fitting = active.length > 0 ? active : called;
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only.id;
  throw new CallFailure(
    fitting.length === 0
      ? `No token has the id, label or last four characters "${named}". "token list" shows the tokens there are.`
      : `${fitting.length} tokens are called "${named}". Name one by its id; "token list" shows them.`,
  );
}

/** The id of the person a `--user` option names by userName, in any case, or by id. */
export async function userId(connection: Connection, tenantId: string, named: string): Promise<string> {
  for (let offset = 0; ;) {
    const { rows, total } = await connection.call('users.list', { tenantId, search: named, offset, limit: 200 });
    const found = rows.find(({ userName }) => userName.toLowerCase() === named.toLowerCase());
    if (found !== undefined) return found.id;
    offset += rows.length;
    if (rows.length === 0 || offset >= total) break;
  }
  // Whether a person has it is said by who makes or changes the token.
  if (isGuid(named)) return named;
  throw new CallFailure(`No person has the userName or id "${named}". "user list" shows the people there are.`);
}

/** What an identity provider may do with a credential, and from where. */
export const scopeOption = (): Option =>
  new Option('--scope <scope>', 'read (lookups only) or read-write').choices(credentialScope.options);

const oneMore = (cidr: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), cidr];

/** May be given several times. */
export const networkOption = (description: string): Option =>
  new Option('--network <cidr>', description).argParser(oneMore);

const whatIsPrinted = ({ id, label, hint, userId: person, createdAt, expiresAt }: Token, secret: string) => ({
  id,
  token: secret,
  label,
  hint,
  userId: person,
  createdAt,
  expiresAt,
});

/** The secret alone on standard output; what to know about it beside it. */
export function printSecret(token: Token, secret: string, json: boolean | undefined, more: object = {}): void {
  if (json === true) return printJson({ ...whatIsPrinted(token, secret), ...more });
  print(secret);
  process.stderr.write(
    token.revealable
      ? `Paste it as the Secret Token. "token reveal" shows it again.\n`
      : `This is the only time the token "${token.label}" is shown. Paste it as the Secret Token.\n`,
  );
}
