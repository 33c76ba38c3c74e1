// Product promise: an acknowledged write survives a crash. The server is killed under load; whoever was answered 201 is
// there after the restart, and nothing that is there is damaged.
import { expect, onTestFinished, test } from 'vitest';
import { userSchema } from '#shared/scim/urn.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { serve, type Served } from '../served.ts';

const connections = 8;

/** Posts people until the server is gone, which is killed after so many were acknowledged; their ids. */
async function postUntilGone(
  served: Served,
  token: string,
  { prefix, killAfter }: { prefix: string; killAfter: number },
): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
  const post = async (connection: number): Promise<void> => {
    for (let count = 0; ; count++) {
      const body = JSON.stringify({ schemas: [userSchema], userName: `${prefix}-${connection}-${count}@contoso.test` });
      const answer = await fetch(`${served.tenantUrl}/Users`, { method: 'POST', headers, body })
        .then(async (response) => ({ status: response.status, id: ((await response.json()) as { id: string }).id }))
        .catch(() => undefined); // the server is gone, perhaps in the middle of its answer
      if (answer === undefined) return;
      expect(answer.status).toBe(201);
      if (acknowledged.push(answer.id) === killAfter) void served.stop('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => post(connection)));
  return acknowledged;
}

/** The ids of everybody, as a SCIM client pages through them. */
async function idsOf({ tenantUrl }: Served, token: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const url = `${tenantUrl}/Users?attributes=id&count=200&startIndex=${ids.length + 1}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const page = (await response.json()) as { totalResults: number; Resources?: { id: string }[] };
    ids.push(...(page.Resources ?? []).map(({ id }) => id));
    if (ids.length >= page.totalResults || page.Resources === undefined) return ids;
  }
}

test('kill -9 under load: every acknowledged POST is there after the restart, three times over', async () => {
  const folder = await makeDataFolder();
  onTestFinished(() => removeDataFolder(folder));
  const acknowledged: string[] = [];
  let token: string | undefined;

  for (let round = 0; round < 3; round++) {
    const served = await serve({ folder });
    token ??= await served.createToken();
    // At another moment of the write cycle each time.
    const kill = { prefix: `round${round}`, killAfter: 40 + round * 13 };
    acknowledged.push(...(await postUntilGone(served, token, kill)));
    expect(await served.exit).toMatchObject({ signal: 'SIGKILL' });
  }

  await using served = await serve({ folder });
  const there = new Set(await idsOf(served, token ?? ''));
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
});
