import type { SshKeys } from '../../../application/ports/tunnel-ports.ts';
import { readHostKey } from './host-key.ts';
import { createUserKey, publicUserKey } from './user-key.ts';

export const createSshKeys = (): SshKeys => ({
  make: () => Promise.resolve(createUserKey()),
  publicOf: (privateKey) => publicUserKey(privateKey)?.publicKey,
  readHostKey,
});
