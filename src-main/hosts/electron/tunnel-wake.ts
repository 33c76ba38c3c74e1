import { powerMonitor } from 'electron';
import type { Core } from '../../application/core.ts';

/** A tunnel rarely outlives a sleep; it is looked at before the watch of the machine notices that there was one. */
export function recheckOnWake({ tunnel }: Core): void {
  powerMonitor.on('resume', () => tunnel?.supervisor.recheck());
}
