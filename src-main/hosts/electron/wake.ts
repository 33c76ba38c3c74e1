import { powerMonitor } from 'electron';
import type { Core } from '../../application/core.ts';

/**
 * After a sleep the tunnel is looked at before the watch of the machine notices that there was one: it rarely outlives it.
 * What became due meanwhile is told at once.
 */
export function catchUpOnWake(core: Core): void {
  powerMonitor.on('resume', () => {
    core.tunnel?.supervisor.recheck();
    void core.housekeep();
  });
}
