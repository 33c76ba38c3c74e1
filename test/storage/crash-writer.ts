// The process that crash.test.ts kills: writes people, eight at a time, and says each one's id once it is acknowledged.
// Run by plain Node from the sources, so the migrations are read from their folder.
import { writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { storageForTest, userDoc } from './storage-for-test.ts';

const [file = ''] = process.argv.slice(2);
const db = await storageForTest(file);
const crew = db.ref(groupResourceType, 'id-crew');
if ((await db.storage.resources.find(crew)) === undefined) await db.group('crew');

const say = (line: string): void => void writeSync(1, `${line}\n`);

const work = async (): Promise<never> => {
  for (;;) {
    const id = randomUUID();
    await db.create(userResourceType, id, userDoc(id, { emails: [{ value: `${id}@contoso.test` }] }));
    say(`user ${id}`);
    await db.modify(crew, { addMembers: [{ value: id }] });
    say(`member ${id}`);
  }
};

await Promise.all(Array.from({ length: 8 }, work));
