import { Agent, fetch } from 'undici';
import { describe, expect, test } from 'vitest';
import { debianPrograms, missing } from '../debian-program.ts';
import { ann, group, patchOp } from '../http/people.ts';
import { startNginxTls } from '../nginx-tls.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { startOwnServer } from './own-server.ts';

const { sshd, sshKeygen, nginx, openssl } = debianPrograms;
const reason = missing(sshd, sshKeygen, nginx, openssl);

interface PublicAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly json: Record<string, unknown>;
}
type Send = (method: string, path: string, body?: unknown) => Promise<PublicAnswer>;

const sender =
  (origin: string, dispatcher: Agent, { token, tenant }: RollcallForTest): Send =>
  async (method, path, body) => {
    const response = await fetch(`${origin}/${tenant.slug}/scim/v2${path}`, {
      method,
      dispatcher,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      location: response.headers.get('location'),
      json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  };

const acknowledgement = 'rtype no-more-sessions@openssh.com want_reply 0';

describe.skipIf(reason !== undefined)(`a SCIM conversation through SSH and TLS${reason ? ` (${reason})` : ''}`, () => {
  test.for(['TLSv1.2', 'TLSv1.3'] as const)('people come, change and go over %s', async (version) => {
    await using rollcall = await startRollcall();
    await using server = await startOwnServer();
    await using front = await startNginxTls(server.bind);
    await using session = await server.connect(rollcall.port, { url: front.url });
    expect(await session.linked).toBe(front.url);

    const agent = new Agent({ connect: { ca: front.ca, minVersion: version, maxVersion: version } });
    const send = sender(front.url, agent, rollcall);
    const created = await send('POST', '/Users', ann);
    expect(created.status).toBe(201);
    const id = String(created.json['id']);
    expect(created.location).toBe(`${front.url}/default/scim/v2/Users/${id}`);

    const found = await send('GET', `/Users?filter=${encodeURIComponent('userName eq "ANN.bell@northwind.example"')}`);
    expect(found.json).toMatchObject({ totalResults: 1, Resources: [{ id, displayName: 'Ann Bell' }] });
    const team = await send('POST', '/Groups', group('Legal', { members: [{ value: id }] }));
    expect(team.status).toBe(201);

    const disabled = await send('PATCH', `/Users/${id}`, patchOp({ op: 'Replace', path: 'active', value: 'False' }));
    expect(disabled).toMatchObject({ status: 200, json: { active: false } });
    expect((await send('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await send('GET', `/Users/${id}`)).status).toBe(404);
    expect((await send('GET', '/Users')).json).toMatchObject({ totalResults: 0 });
    await agent.close();
  });

  test('a body larger than the listener takes is answered by the listener, not by the proxy', async () => {
    await using rollcall = await startRollcall();
    await using server = await startOwnServer();
    await using front = await startNginxTls(server.bind);
    await using session = await server.connect(rollcall.port, { url: front.url });
    await session.linked;
    const agent = new Agent({ connect: { ca: front.ca } });
    const send = sender(front.url, agent, rollcall);
    const large = await send('POST', '/Users', { ...ann, displayName: 'A'.repeat(900_000) });
    expect(large.status).toBe(201);
    const tooLarge = await send('POST', '/Users', { ...ann, displayName: 'A'.repeat(1_500_000) });
    expect(tooLarge).toMatchObject({ status: 413, json: { status: '413' } });
    await agent.close();
  });

  test('forty requests at once come back whole', async () => {
    await using rollcall = await startRollcall();
    await using server = await startOwnServer();
    await using front = await startNginxTls(server.bind);
    await using session = await server.connect(rollcall.port, { url: front.url });
    await session.linked;
    const agent = new Agent({ connect: { ca: front.ca } });
    const send = sender(front.url, agent, rollcall);
    const names = Array.from({ length: 40 }, (_, index) => `person-${index}@northwind.example`);
    const bodies = names.map((userName) => ({ schemas: ann['schemas'], userName, displayName: 'x'.repeat(50_000) }));
    const answers = await Promise.all(bodies.map((body) => send('POST', '/Users', body)));
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201));
    const { json } = await send('GET', '/Users?count=100');
    const listed = json['Resources'] as readonly { userName: string; displayName: string }[];
    expect(listed.map(({ userName }) => userName).toSorted()).toEqual(names.toSorted());
    expect(listed.every(({ displayName }) => displayName.length === 50_000)).toBe(true);
    await agent.close();
  });

  test('what sshd says besides requests is acknowledged at once, with a message that asks for no reply', async () => {
    await using rollcall = await startRollcall();
    await using server = await startOwnServer();
    await using session = await server.connect(rollcall.port);
    const agent = new Agent();
    const send = sender(await session.linked, agent, rollcall);
    const before = server.sshd.log().split(acknowledgement).length;
    const large = await send('POST', '/Users', { ...ann, displayName: 'A'.repeat(900_000) });
    expect(large.status).toBe(201);
    await expect.poll(() => server.sshd.log().split(acknowledgement).length).toBeGreaterThan(before);
    await agent.close();
  });

  test('the proxy passes nothing on but the tenants’ SCIM paths and token endpoints', async () => {
    await using rollcall = await startRollcall();
    await using server = await startOwnServer();
    await using front = await startNginxTls(server.bind);
    await using session = await server.connect(rollcall.port, { url: front.url });
    await session.linked;
    const agent = new Agent({ connect: { ca: front.ca } });
    const answerOf = async (path: string): Promise<string> => {
      const response = await fetch(front.url + path, { dispatcher: agent });
      return (await response.text()).includes('nginx') ? 'proxy' : 'listener';
    };
    for (const path of [
      '/',
      '/api/users.list',
      '/default',
      '/default/scimitar',
      '/default/oauth2/token/x',
      '/metrics',
    ]) {
      expect([path, await answerOf(path)]).toEqual([path, 'proxy']);
    }
    for (const path of ['/default/scim/v2/Users', '/default/scim', '/default/scim/Users', '/default/oauth2/token']) {
      expect([path, await answerOf(path)]).toEqual([path, 'listener']);
    }
    await agent.close();
  });
});
