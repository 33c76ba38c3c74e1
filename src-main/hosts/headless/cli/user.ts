import type { Command } from 'commander';
import { atMost } from './limit.ts';
import { print, printJson, printTable, shortTime } from './output.ts';
import { tenantBySlug, verb } from './verb.ts';

interface ListOptions {
  readonly tenant: string;
  readonly search: string;
  readonly limit: number;
}

export function addUserVerbs(program: Command): void {
  const user = program.command('user').description('the people of a tenant');

  user
    .command('list')
    .description('list people by name')
    .option('--tenant <slug>', 'the tenant', 'default')
    .option('--search <text>', 'part of a display name or sign-in name', '')
    .option('--limit <n>', 'how many at most, up to 200', atMost(200), 100)
    .action(
      verb<ListOptions>(async (connection, { tenant, search, limit, json }) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const page = await connection.call('users.list', {
          tenantId,
          search,
          limit,
          sort: 'displayName',
          descending: false,
        });
        if (json) return printJson(page);
        printTable(
          ['NAME', 'SIGN-IN NAME', 'STATUS', 'TITLE', 'DEPARTMENT', 'CHANGED'],
          page.rows.map(({ displayName, userName, status, title, department, lastChangedAt }) => [
            displayName,
            userName,
            status,
            title ?? '-',
            department ?? '-',
            shortTime(lastChangedAt),
          ]),
        );
        print(`${page.rows.length} of ${page.total}`);
      }),
    );
}
