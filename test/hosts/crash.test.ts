// Product promise: an acknowledged write survives a crash. The server is killed under load; whoever was answered 201 is
// there after the restart, and nothing that is there is damaged.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { userSchema } from '#shared/scim/urn.ts';
import { serve, type Served } from '../served.ts';

const connections = 8;

/** Posts people until the server is gone; the ids it acknowledged. */
async function postUntilGone({ tenantUrl }: Served, token: string, prefix: string): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
  const post = async (connection: number): Promise<void> => {
    for (let count = 0; ; count++) {
      const body = JSON.stringify({ schemas: [userSchema], userName: `${prefix}-${connection}-${count}@contoso.test` });
      const answer = await fetch(`${tenantUrl}/Users`, { method: 'POST', headers, body }).then(
        async (response) => ({ status: response.status, id: ((await response.json()) as { id: string }).id }),
        () => undefined, // the server is gone
      );
      if (answer === undefined) return;
      expect(answer.status).toBe(201);
      acknowledged.push(answer.id);
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
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const acknowledged: string[] = [];
  let token: string | undefined;

  for (let round = 0; round < 3; round++) {
    const served = await serve({ folder });
    token ??= await served.createToken();
    const posting = postUntilGone(served, token, `round${round}`);
    await delay(300 + round * 137); // at another moment of the write cycle each time
    await served.stop('SIGKILL');
    const thisRound = await posting;
    expect(thisRound.length).toBeGreaterThan(10);
    acknowledged.push(...thisRound);
  }

  await using served = await serve({ folder });
  const there = new Set(await idsOf(served, token ?? ''));
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
}, 60_000);
