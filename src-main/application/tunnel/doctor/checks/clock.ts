import type { DoctorAnswer } from '../../../ports/doctor-client.ts';
import { echo, guidFilter, type Check } from '../check.ts';
import { fine, warning } from '../finding.ts';

const toleratedSeconds = 60;

/** Seconds that the answer's Date header is ahead of this machine; NaN without one. The header is cut off to a second. */
const ahead = ({ headers, receivedAt }: DoctorAnswer): number =>
  Math.round((Date.parse(headers['date'] ?? '') - receivedAt) / 1_000);

/** The edge's clock against ours: tokens that Entra issues have times in them. */
export const clock: Check = {
  id: 'clock',
  ask: ({ base, guid }) => [echo(`${base}/Users?${guidFilter('userName', guid)}`)],
  judge([outcome]) {
    const skew = outcome?.kind === 'answer' ? ahead(outcome) : Number.NaN;
    if (Number.isNaN(skew)) return fine('The clock could not be compared: the answer has no Date');
    const measured = `${skew} s`;
    if (Math.abs(skew) <= toleratedSeconds) return fine("The server's clock and this machine's agree", measured);
    return warning({
      title: `This machine's clock is ${skew > 0 ? 'behind' : 'ahead of'} the server's`,
      entra:
        'Tokens that Entra or Rollcall issues count as expired or not yet valid: Test Connection fails with InvalidCredentials.',
      change:
        'Set the clock of this machine by the network (NTP). If it is right, the clock of the server in front is wrong.',
      measured,
    });
  },
};
