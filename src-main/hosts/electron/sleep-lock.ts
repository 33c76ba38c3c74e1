import { powerMonitor } from 'electron';
import type { Core } from '../../application/core.ts';

/** Whoever comes to the machine after it slept or was locked signs in for themselves. */
export function lockOnSleep(core: Core): void {
  const lock = (): void => {
    core.lockEverybody().catch((error: unknown) => console.error(error));
  };
  powerMonitor.on('suspend', lock);
  powerMonitor.on('lock-screen', lock);
}
