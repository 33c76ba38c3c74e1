// The one place where a recovery key is tried, for the drill and for everything that it opens.
import { ConsoleFailure, notFound } from '../console/console-failure.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredRecoveryKey } from '../ports/recovery-key-store.ts';
import { beginLimitedTry } from './limited-tries.ts';
import { bodyOf, fitsCheck, readTyped } from './recovery-key.ts';
import { candidatesFor } from './typo.ts';

type TryPorts = Pick<Ports, 'recoveryKeys' | 'keyDerivation' | 'secrets' | 'clock'>;

/** Each takes a quarter of a second; more than a few fitting candidates are rarer than one typo in ten thousand. */
const candidatesAtMost = 6;

/** The key was given. */
export interface GivenKey {
  readonly stored: StoredRecoveryKey;
  /** What wraps the copy of the vault's data key, 32 bytes. */
  readonly kek: Uint8Array;
}

const wrong = (detail: string): ConsoleFailure => new ConsoleFailure('unauthorized', detail);

async function whichGroup(ports: TryPorts, characters: string, verifier: string): Promise<string> {
  const candidates = candidatesFor(ports.secrets, characters).slice(0, candidatesAtMost);
  const checks = await Promise.all(
    candidates.map((candidate) => ports.keyDerivation.verifies(bodyOf(candidate.characters), verifier)),
  );
  const meant = candidates.find((_, index) => checks[index]);
  if (meant === undefined)
    return 'More than one character must be wrong. Compare every group with what was written down.';
  const [first, second] = meant.groups;
  return second === undefined
    ? `Group ${first} is mistyped. Compare it with what was written down.`
    : `The end of group ${first} and the start of group ${second} are mistyped. Compare them with what was written down.`;
}

/** What wraps the vault's data key for this recovery key. */
export const recoveryKek = (
  { keyDerivation }: Pick<Ports, 'keyDerivation'>,
  body: string,
  salt: Uint8Array,
): Uint8Array => keyDerivation.derive(body, salt, 'recovery-wrap-v1');

/**
 * ConsoleFailure `not-found` when there is no recovery key, `unauthorized` when this is not it, `unavailable` while tries are
 * paused. A text that has not the form of one is refused without counting as a try.
 */
export async function tryRecoveryKey(ports: TryPorts, text: string): Promise<GivenKey> {
  const { recoveryKeys, keyDerivation, secrets, clock } = ports;
  const stored = await recoveryKeys.get();
  if (stored === undefined) {
    throw notFound('There is no recovery key. Create one in Settings, or with "rollcall recovery-key create".');
  }
  const typed = readTyped(text);
  if ('fault' in typed) throw wrong(typed.fault);
  await beginLimitedTry(recoveryKeys, clock, 'The recovery key');
  const { characters } = typed;
  if (!fitsCheck(secrets, characters)) {
    throw wrong(
      `This is not a recovery key: its check characters do not fit. ${await whichGroup(ports, characters, stored.verifier)}`,
    );
  }
  const body = bodyOf(characters);
  if (!(await keyDerivation.verifies(body, stored.verifier))) {
    throw wrong(
      `This is a recovery key, but not the one of this Rollcall, which was created at ${stored.createdAt}. An older one was forgotten when that was made.`,
    );
  }
  await recoveryKeys.forgetTries();
  return { stored, kek: recoveryKek(ports, body, stored.wrapSalt) };
}
