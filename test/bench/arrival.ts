// How long after the answer to a SCIM request an open console shows what the request did: on the board and in the log.
import type { Browser, Page } from 'playwright';
import { userSchema } from '#shared/scim/urn.ts';
import { parsed, wrong } from './directory.ts';
import { closeConnections, openConnection, type Connection } from './load.ts';
import { patchTitle } from './payloads.ts';
import type { BenchServer } from './servers.ts';

const people = 20;
const rowsWithinMs = 30_000;
const gridRows = '[role=grid] [role=row]';

export interface Arrival {
  readonly what: string;
  /** One per request. */
  readonly afterMs: readonly number[];
}

/** Looks in every frame; gives the time, as Date.now() says it, when so many rows hold the text. */
const seenAt = (page: Page, text: string, rows: number): Promise<number> =>
  page.evaluate(
    ([selector, wanted, least, patience]) =>
      new Promise<number>((resolve, reject) => {
        const until = Date.now() + patience;
        const look = (): void => {
          const found = [...document.querySelectorAll(selector)].filter((row) => row.textContent.includes(wanted));
          if (found.length >= least) resolve(Date.now());
          else if (Date.now() > until) reject(new Error(`No row shows "${wanted}" after ${patience} ms.`));
          else requestAnimationFrame(look);
        };
        look();
      }),
    [gridRows, text, rows, rowsWithinMs] as const,
  );

interface Sent {
  readonly id: string;
  readonly answeredAt: number;
}

async function send(connection: Connection, method: 'POST' | 'PATCH', path: string, body: string): Promise<Sent> {
  const answer = await connection.send(method, path, body);
  const answeredAt = Date.now();
  if (answer.status >= 300 || answer.status === 0) throw new Error(wrong(method, answer));
  return { id: String(parsed(answer.text)?.['id']), answeredAt };
}

/** From the answer to the row; a row that is there before the answer counts as at once. */
async function sinceAnswer(seen: Promise<number>, sent: Promise<Sent>): Promise<{ id: string; afterMs: number }> {
  const [at, { id, answeredAt }] = await Promise.all([seen, sent]);
  return { id, afterMs: Math.max(0, at - answeredAt) };
}

interface Place {
  readonly name: 'board' | 'log';
  readonly path: string;
  /** What the row of a change shows. */
  readonly changed: (person: string, title: string) => { readonly text: string; readonly rows: number };
}

const places: readonly Place[] = [
  { name: 'board', path: '/board', changed: (_person, title) => ({ text: title, rows: 1 }) },
  // The log names the person in both sentences.
  { name: 'log', path: '/provisioning-log', changed: (person) => ({ text: person, rows: 2 }) },
];

async function measurePlace(browser: Browser, server: BenchServer, { name, path, changed }: Place) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.consoleUrl}&${path}`);
  await page.locator(gridRows).nth(1).waitFor({ timeout: rowsWithinMs });
  const connection = openConnection(server.base, server.token);
  const times = { POST: [] as number[], PATCH: [] as number[] };
  for (let index = 0; index < people; index++) {
    const person = `Arrival ${name} ${index}.`;
    const userName = `arrival.${name}.${index}@bench.example`;
    const body = JSON.stringify({ schemas: [userSchema], userName, displayName: person, active: true });
    const created = await sinceAnswer(seenAt(page, person, 1), send(connection, 'POST', '/Users', body));
    const title = `Engineer ${name} ${index}.`;
    const { text, rows } = changed(person, title);
    const patched = await sinceAnswer(
      seenAt(page, text, rows),
      send(connection, 'PATCH', `/Users/${created.id}`, patchTitle(title)),
    );
    times.POST.push(created.afterMs);
    times.PATCH.push(patched.afterMs);
  }
  await closeConnections([connection]);
  await page.close();
  return (['POST', 'PATCH'] as const).map((method): Arrival => ({
    what: `answer of ${method} to the row ${name === 'board' ? 'on the board' : 'in the log'}`,
    afterMs: times[method],
  }));
}

/** With one page open after the other. */
export async function measureArrivals(browser: Browser, server: BenchServer): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  for (const place of places) arrivals.push(...(await measurePlace(browser, server, place)));
  return arrivals;
}
