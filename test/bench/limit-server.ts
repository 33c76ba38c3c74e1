// The limit of the stack, for comparison: the least a server on Fastify and SQLite can do and still keep the promise.
// GET: a prepared statement whose text is sent as it is. POST: parse, one INSERT, synchronous=FULL, answered after the
// COMMIT that the requests of one event-loop turn share. No SCIM, no auth, no log.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fastify from 'fastify';
import { user } from './payloads.ts';

const [folder = '.', users = '10000'] = process.argv.slice(2);
const largestBatch = 100;

const database = new Database(join(folder, 'limit.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(
  'CREATE TABLE users (id TEXT PRIMARY KEY, userName TEXT NOT NULL COLLATE NOCASE UNIQUE, doc TEXT NOT NULL) WITHOUT ROWID',
);
const insert = database.prepare<[string, string, string]>('INSERT INTO users VALUES (?, ?, ?)');
const read = database.prepare<[string], string>('SELECT doc FROM users WHERE id = ?').pluck();

interface Resource {
  readonly id: string;
  readonly userName: string;
  readonly doc: string;
}

function resourceOf(body: Record<string, unknown>): Resource {
  const id = randomUUID();
  const now = new Date().toISOString();
  const doc = JSON.stringify({ ...body, id, meta: { resourceType: 'User', created: now, lastModified: now } });
  return { id, userName: String(body['userName']), doc };
}

interface Job extends Resource {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

let queue: Job[] = [];
const insertOne = database.transaction((job: Job) => insert.run(job.id, job.userName, job.doc));
const insertAll = database.transaction((jobs: readonly Job[]) => {
  const failures = new Map<Job, unknown>();
  for (const job of jobs) {
    try {
      insertOne(job);
    } catch (error) {
      failures.set(job, error);
    }
  }
  return failures;
});

function flush(): void {
  const jobs = queue;
  queue = [];
  try {
    const failures = insertAll.immediate(jobs);
    for (const job of jobs) {
      if (failures.has(job)) job.reject(failures.get(job));
      else job.resolve();
    }
  } catch (error) {
    for (const job of jobs) job.reject(error);
  }
}

/** Waits while the turn still brings requests. */
function arm(): void {
  let seen = 0;
  const step = (): void => {
    if (queue.length > seen && queue.length < largestBatch) {
      seen = queue.length;
      setImmediate(step);
    } else flush();
  };
  setImmediate(step);
}

const write = (resource: Resource): Promise<void> =>
  new Promise((resolve, reject) => {
    if (queue.push({ ...resource, resolve, reject }) === 1) arm();
  });

const ids: string[] = [];
database.transaction(() => {
  for (let index = 0; index < Number(users); index++) {
    const { id, userName, doc } = resourceOf(JSON.parse(user('limit', index)) as Record<string, unknown>);
    insert.run(id, userName, doc);
    ids.push(id);
  }
})();

const app = fastify({ logger: false });
app.removeAllContentTypeParsers();
app.addContentTypeParser<string>('application/scim+json', { parseAs: 'string' }, (_request, body, done) => {
  try {
    done(null, JSON.parse(body));
  } catch (error) {
    done(error as Error);
  }
});
app.get<{ Params: { id: string } }>('/Users/:id', (request, reply) =>
  reply.header('content-type', 'application/scim+json').send(read.get(request.params.id)),
);
app.post<{ Body: Record<string, unknown> }>('/Users', async (request, reply) => {
  const resource = resourceOf(request.body);
  await write(resource);
  return reply.code(201).header('content-type', 'application/scim+json').send(resource.doc);
});
app.get('/ids', () => ids);

const base = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${JSON.stringify({ base })}\n`);
process.once('SIGTERM', () => process.exit(0));
