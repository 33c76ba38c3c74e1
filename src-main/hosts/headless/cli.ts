// `npm run rollcall`: the console API as verbs. Exit code 1 when a call failed, 2 when the command line is wrong.
import { Command, CommanderError } from 'commander';
import { defaultDataFolder } from '../data-folder.ts';
import { version } from '../program-files.ts';
import { StartFailure } from '../start-failure.ts';
import { addAuditVerbs } from './cli/audit.ts';
import { CallFailure } from './cli/connection.ts';
import { addLogVerbs } from './cli/log.ts';
import { addOAuthClientVerbs } from './cli/oauth-client.ts';
import { addProfileVerbs } from './cli/profile.ts';
import { addProviderTokenVerbs } from './cli/provider-token.ts';
import { addRecoveryKeyVerbs } from './cli/recovery-key.ts';
import { addResourceTypeVerbs } from './cli/resource-type.ts';
import { addSchemaVerbs } from './cli/schema.ts';
import { addSsoVerbs } from './cli/sso.ts';
import { addTenantVerbs } from './cli/tenant.ts';
import { addTokenVerbs } from './cli/token.ts';
import { addTunnelVerbs } from './cli/tunnel.ts';
import { addUserVerbs } from './cli/user.ts';
import { addVaultVerbs } from './cli/vault.ts';

const program = new Command('rollcall')
  .description('Rollcall on the command line. Talks to the server of the data folder, or opens its database itself.')
  .version(version)
  .option('--data <folder>', `the data folder (default: ${defaultDataFolder()})`)
  .option('--json', 'print JSON, one line');

addTenantVerbs(program);
addProfileVerbs(program);
addTokenVerbs(program);
addOAuthClientVerbs(program);
addProviderTokenVerbs(program);
addUserVerbs(program);
addLogVerbs(program);
addAuditVerbs(program);
addRecoveryKeyVerbs(program);
addVaultVerbs(program);
addSsoVerbs(program);
addSchemaVerbs(program);
addResourceTypeVerbs(program);
addTunnelVerbs(program);

/** Every level answers an unknown word with its nearest verb, and with the verbs there are. */
function listVerbsOnError(command: Command): void {
  const verbs = command.commands.map((sub) => sub.name());
  command.exitOverride().configureHelp({ showGlobalOptions: true });
  command.configureOutput({
    writeErr: (text) => process.stderr.write(text),
    outputError: (text, write) => {
      write(text);
      if (text.includes('unknown command')) write(`"${command.name()}" has ${verbs.join(', ')}.\n`);
    },
  });
  for (const sub of command.commands) listVerbsOnError(sub);
}
listVerbsOnError(program);

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has said it already
  if (error instanceof CallFailure || error instanceof StartFailure)
    process.stderr.write(`rollcall: ${error.message}\n`);
  else console.error(error);
  return 1;
}

// `… | head` closes the pipe when it has read enough: no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
