import type { Command } from 'commander';
import type { ServedProfile } from '#shared/console-api/profiles.ts';
import { profileVersion } from '#shared/console-api/profiles.ts';
import { CallFailure } from './connection.ts';
import { readDocument } from './document.ts';
import { print, printJson, printTable } from './output.ts';
import { verb } from './verb.ts';

const countOf = (attributes: ServedProfile['profile']['groups']): string =>
  typeof attributes === 'string' ? attributes : String(attributes.length);

export function addProfileVerbs(program: Command): void {
  const profile = program
    .command('profile')
    .description('what a tenant can behave like: the profiles of published products, and those made or imported here');

  profile
    .command('list')
    .description('list the profiles with their attributes and the tenants that have them')
    .action(
      verb(async (connection, { json }) => {
        const profiles = await connection.call('profiles.list', {});
        if (json) return printJson(profiles);
        printTable(
          ['ID', 'NAME', 'ORIGIN', 'USER ATTRIBUTES', 'GROUP ATTRIBUTES', 'TENANTS'],
          profiles.map(({ origin, tenants, profile: { id, name, users, groups } }) => [
            id,
            name,
            origin,
            countOf(users),
            countOf(groups),
            String(tenants),
          ]),
        );
      }),
    );

  profile
    .command('show')
    .description('print a profile as the document it is exported as, to change it and save it under another id')
    .argument('<id>', 'its id, for example sosafe')
    .action(
      verb(async (connection, { json }, [id = '']) => {
        const profiles = await connection.call('profiles.list', {});
        const found = profiles.find((served) => served.profile.id === id);
        if (found === undefined) {
          throw new CallFailure(
            `There is no profile "${id}". There are ${profiles.map((served) => served.profile.id).join(', ')}.`,
          );
        }
        const document = { version: profileVersion, ...found.profile };
        if (json) printJson(document);
        else print(JSON.stringify(document, null, 2));
      }),
    );

  profile
    .command('save')
    .description('create a profile, or replace the custom one with the same id')
    .requiredOption('--file <file>', 'a profile document as "profile show" prints it; - reads standard input')
    .action(
      verb<{ file: string }>(async (connection, { json, file }) => {
        const document = await readDocument(file);
        const saved = await connection.call('profiles.save', { profile: document });
        if (json) printJson(saved);
        else print(`Saved the profile ${saved.profile.id}. "tenant create --profile ${saved.profile.id}" uses it.`);
      }),
    );

  profile
    .command('remove')
    .description('remove a custom profile that no tenant has')
    .argument('<id>', 'its id')
    .action(
      verb(async (connection, { json }, [id = '']) => {
        const removed = await connection.call('profiles.remove', { id });
        if (json) printJson(removed);
        else print(`Removed the profile ${removed.id}.`);
      }),
    );
}
