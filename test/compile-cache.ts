import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Node keeps what it compiled, for the many processes that tests start of the same built programs. */
export const compileCache = join(tmpdir(), 'rollcall-compile-cache');
