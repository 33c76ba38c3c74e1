import type { DoctorOutcome, DoctorRequest } from '../../../ports/doctor-client.ts';
import { echo, guidFilter, isEchoed, type Way } from '../check.ts';
import { failure, fine, warning, type Judgement } from '../finding.ts';
import { percentile } from '../percentile.ts';

/** Requests on each way, one after the other. */
export const latencySamples = 20;
/** One request at a time, 10,000 people take hours from here on. */
const slowMs = 500;
const unbearableMs = 10_000;

export const latencyRequest = ({ base, guid }: Way): DoctorRequest =>
  echo(`${base}/Users?${guidFilter('userName', guid)}`);

const median = (outcomes: readonly DoctorOutcome[]): number =>
  percentile(
    outcomes.filter(isEchoed).map(({ ms }) => ms),
    50,
  );

const shown = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

/** @param direct over the loopback interface, on a connection kept open like the other */
export function judgeLatency(outside: readonly DoctorOutcome[], direct: readonly DoctorOutcome[]): Judgement {
  const [through, near] = [median(outside), median(direct)];
  if (Number.isNaN(through) || Number.isNaN(near)) {
    return warning({
      title: 'The latency could not be measured',
      entra: null,
      change: 'Run the doctor again: too few requests came through.',
    });
  }
  const added = Math.max(0, through - near);
  const measured = `${shown(added)} added (median ${shown(through)}, ${shown(near)} without the tunnel)`;
  if (added < slowMs) return fine('The way adds little time', measured);
  return (added < unbearableMs ? warning : failure)({
    title: 'The way adds much time to each request',
    entra: 'Cycles take longer; when an answer takes too long, the provisioning log shows Timeout.',
    change:
      'Choose a region or a server nearer to this machine, and see whether something on the way holds requests back.',
    measured,
  });
}
