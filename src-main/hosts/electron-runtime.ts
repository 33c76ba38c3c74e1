// Finds Electron's runtime, or fetches it: the npm package brings its types only. Node built-ins only, like launch.ts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './build.ts';

/** The executable, or why there is no desktop here. */
export type Runtime = { readonly executable: string } | { readonly missing: string };

const folder = join(projectRoot, 'node_modules', 'electron');
/** Electron's own installer reads these names too. */
const mirror = process.env['ELECTRON_MIRROR'] || process.env['npm_config_electron_mirror'] || 'https://github.com';
const probeMs = 3_000;
const downloadMs = 180_000;

function installed(): string | undefined {
  const named = join(folder, 'path.txt'); // the installer writes it last
  if (!existsSync(named)) return undefined;
  const executable = join(folder, 'dist', readFileSync(named, 'utf8'));
  return existsSync(executable) ? executable : undefined;
}

const isReachable = (url: string): Promise<boolean> =>
  fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) }).then(
    () => true,
    () => false,
  );

/** Why a window could not be shown even with the runtime; then nothing is fetched. */
function noDesktop(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'there is no display';
  return process.getuid?.() === 0 ? 'Electron does not run as root' : undefined;
}

async function fetchRuntime(): Promise<Runtime> {
  if (!existsSync(folder)) return { missing: 'Electron is not installed' };
  if (!(await isReachable(mirror)))
    return { missing: `Electron's runtime is not installed and ${mirror} cannot be reached` };
  process.stderr.write(`Fetching Electron's runtime from ${mirror} …\n`);
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: downloadMs });
  const executable = installed();
  return executable === undefined
    ? { missing: `Electron's runtime could not be fetched from ${mirror}` }
    : { executable };
}

export async function findRuntime(): Promise<Runtime> {
  const given = process.env['ELECTRON_EXEC_PATH'];
  if (given) {
    return existsSync(given)
      ? { executable: given }
      : { missing: `ELECTRON_EXEC_PATH names ${given}, which does not exist` };
  }
  const reason = noDesktop();
  if (reason !== undefined) return { missing: reason };
  const executable = installed();
  return executable === undefined ? fetchRuntime() : { executable };
}
