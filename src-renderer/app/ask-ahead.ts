// The first page's questions, asked while its code is still being loaded and run: most of what a reader waits for at
// the start is the browser's work, and the server answers meanwhile. The pages find the answers in the cache.
import { consoleQuery } from '#renderer/console-client/queries.ts';
import { firstPage } from '#renderer/console-client/row-window.ts';
import type { RunningConsole } from '#renderer/console-client/start-console.ts';
import { boardView } from '#renderer/features/board/board-view.ts';
import { groupsView } from '#renderer/features/groups/groups-view.ts';
import { parseHash } from '#renderer/ui/hash-route.ts';
import { chosenTenant } from './tenant-choice.ts';

/** Never rejects: a question that fails is asked again by the page that needs it, which then says so. */
export async function askAhead({ client, cache }: RunningConsole): Promise<void> {
  await cache.prefetchQuery(consoleQuery(client, 'tenants.list', {}));
  const tenant = chosenTenant(cache.getQueryData(consoleQuery(client, 'tenants.list', {}).queryKey) ?? []);
  if (tenant === undefined) return;
  const tenantId = tenant.id;
  const { page, params } = parseHash(window.location.hash);
  switch (page) {
    case 'board':
      return cache.prefetchQuery(
        consoleQuery(client, 'users.list', firstPage<'users.list'>(boardView(params, tenantId).query)),
      );
    case 'groups':
      return cache.prefetchQuery(
        consoleQuery(client, 'groups.list', firstPage<'groups.list'>(groupsView(params, tenantId).query)),
      );
    default:
      return cache.prefetchQuery(consoleQuery(client, 'overview.get', { tenantId }));
  }
}
