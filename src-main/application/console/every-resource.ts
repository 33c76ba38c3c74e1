import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { Include, ResourceStore, StoredResource } from '../ports/resource-store.ts';

/** Resources read in one go: a few milliseconds. One with members may have thousands of them. */
const pageSize = 500;
const pageSizeWithMembers = 1;

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** All resources of a type in creation order, a page at a time; in between, requests are answered. */
export async function* everyResource(
  resources: ResourceStore,
  tenantId: string,
  type: ResourceType,
  include: Include = {},
): AsyncIterable<readonly StoredResource[]> {
  const hasMembers = include.members === true && type.membersAttribute !== undefined;
  for (let after: string | undefined; ;) {
    const page = await resources.list({
      tenantId,
      type,
      startIndex: 1,
      count: hasMembers ? pageSizeWithMembers : pageSize,
      include,
      ...(after === undefined ? {} : { after }),
    });
    yield page.resources;
    if (page.next === undefined) return;
    after = page.next;
    await nextTurn();
  }
}
