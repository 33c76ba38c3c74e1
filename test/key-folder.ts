import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the programs that tests start keep the keys of sealed secrets: not among those of whoever runs the tests. */
export const testKeyFolder = join(tmpdir(), 'rollcall-test-keys');
