import { Argument, type Command } from 'commander';
import { vaultProtection, type VaultProtection, type VaultState } from '#shared/console-api/vault.ts';
import { print, printJson } from './output.ts';
import {
  newPassphrase,
  presentPassphrase,
  recoveryKeyFrom,
  unlockFor,
  withNewPassphrase,
  withPassphrase,
  type PassphraseOption,
} from './vault-input.ts';
import { verb } from './verb.ts';

interface NewPassphraseOption {
  readonly newPassphraseFd?: number;
}

const stateText: Readonly<Record<VaultState['state'], string>> = {
  unused: 'not used yet: there is no data key',
  open: 'open',
  locked: 'locked: its passphrase was not given since the start',
  lost: 'lost',
};

function printState({ protection, state, keyFile, keychain, lostBecause, ...rest }: VaultState): void {
  const where = keyFile ?? keychain;
  print(`Protection      ${protection}${where === null ? '' : ` (${where})`}`);
  print(`State           ${stateText[state]}`);
  if (lostBecause !== null) print(`                ${lostBecause}`);
  print(`Sealed secrets  ${rest.sealedSecrets}`);
  print(`Recovery key    ${rest.recoverable ? 'would bring the data key back' : 'would not bring the data key back'}`);
  for (const { protection: choice, obstacle } of rest.choices) {
    if (obstacle !== null) print(`${choice.padEnd(16)}cannot be chosen here. ${obstacle}`);
  }
}

const show = (json: boolean | undefined, state: VaultState): void => (json ? printJson(state) : printState(state));

export function addVaultVerbs(program: Command): void {
  const vault = program.command('vault').description('where secrets that can be shown again are sealed');

  vault
    .command('status')
    .description('print what protects the data key, and whether it can be had')
    .action(verb(async (connection, { json }) => show(json, await connection.call('vault.get', {}))));

  withNewPassphrase(withPassphrase(vault.command('set-protection')))
    .description('wrap the data key anew; what was sealed stays sealed with the same one')
    .addArgument(new Argument('<protection>', 'what protects it').choices(vaultProtection.options))
    .action(
      verb<PassphraseOption & NewPassphraseOption>(async (connection, options, [chosen]) => {
        const protection = chosen as VaultProtection; // commander took one of the choices
        await unlockFor(connection, options);
        const state = await connection.call('vault.setProtection', {
          protection,
          ...(protection === 'passphrase' ? { passphrase: await newPassphrase(options.newPassphraseFd) } : {}),
        });
        show(options.json, state);
      }),
    );

  withPassphrase(vault.command('unlock'))
    .description('give the running server the passphrase')
    .action(
      verb<PassphraseOption>(async (connection, { json, passphraseFd }) => {
        const state = await connection.call('vault.unlock', { passphrase: await presentPassphrase(passphraseFd) });
        if (connection.events === undefined && !json) {
          print(
            'The passphrase is right. No server runs, so that nothing stays unlocked: start it with --passphrase-fd.',
          );
          return;
        }
        show(json, state);
      }),
    );

  withNewPassphrase(vault.command('recover'))
    .description('bring a lost data key back, and wrap it anew')
    .requiredOption('--key <key>', 'the recovery key; - reads standard input')
    .action(
      verb<NewPassphraseOption & { key: string }>(async (connection, { json, key, newPassphraseFd }) => {
        const { protection } = await connection.call('vault.get', {});
        const wanted = protection === 'passphrase' || newPassphraseFd !== undefined;
        const state = await connection.call('vault.recover', {
          recoveryKey: await recoveryKeyFrom(key),
          ...(wanted ? { passphrase: await newPassphrase(newPassphraseFd) } : {}),
        });
        show(json, state);
      }),
    );
}
