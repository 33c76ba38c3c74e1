// A data key wrapped by something, as text: `$<wrapper>$key=<name of the data key>[,parameters]$<parts…>$<checksum>`.
// The checksum tells damage from a wrong passphrase: both fail the same tag.
import { hash } from 'node:crypto';

export interface WrappedKey {
  readonly wrapper: 'scrypt' | 'keychain' | 'recovery';
  /** Of the data key inside, so that a copy of another one is known without opening it. */
  readonly keyName: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Base64url, or what sealWith makes. */
  readonly parts: readonly string[];
}

const checksumOf = (text: string): string => hash('sha256', text, 'buffer').subarray(0, 6).toString('base64url');

export function writeWrappedKey({ wrapper, keyName, parameters, parts }: WrappedKey): Uint8Array {
  const numbers = Object.entries(parameters).map(([name, value]) => `,${name}=${value}`);
  const text = `$${wrapper}$key=${keyName}${numbers.join('')}$${parts.join('$')}`;
  return Buffer.from(`${text}$${checksumOf(text)}`);
}

const form = /^\$(scrypt|keychain|recovery)\$key=([\w-]{8})((?:,[a-z]+=\d{1,4})*)\$([\w.$-]+)$/;

/** Undefined for what is damaged. */
export function readWrappedKey(wrapped: Uint8Array): WrappedKey | undefined {
  const all = Buffer.from(wrapped).toString('latin1');
  const end = all.lastIndexOf('$');
  const text = all.slice(0, end);
  if (end < 0 || all.slice(end + 1) !== checksumOf(text)) return undefined;
  const [, wrapper, keyName, numbers, parts] = form.exec(text) ?? [];
  if (keyName === undefined || numbers === undefined || parts === undefined) return undefined;
  const parameters = numbers
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('='))
    .map(([name = '', value]) => [name, Number(value)] as const);
  return {
    wrapper: wrapper as WrappedKey['wrapper'],
    keyName,
    parameters: Object.fromEntries(parameters),
    parts: parts.split('$'),
  };
}
