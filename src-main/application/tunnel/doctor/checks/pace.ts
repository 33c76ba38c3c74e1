import type { DoctorOutcome, DoctorRequest } from '../../../ports/doctor-client.ts';
import { echo, guidFilter, isEchoed, type Way } from '../check.ts';
import { described } from '../describe.ts';
import { noAnswer, tooMany } from '../entra-says.ts';
import { failure, fine, warning, type Judgement } from '../finding.ts';
import { adviceFor } from '../front.ts';
import { percentile } from '../percentile.ts';

/** What Entra may send to a tenant, for so long. */
export interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
}

export const entraPace: Pace = { perSecond: 25, seconds: 10 };

/** More of Entra's requests that go wrong than this are more than a network's usual loss. */
const toleratedShare = 0.01;
const slowMs = 2_000;

export const paceRequest = ({ base, guid }: Way): DoctorRequest =>
  echo(`${base}/Users?${guidFilter('userName', guid)}`);

/** @param outcomes in the order in which they were sent */
export function judgePace(outcomes: readonly DoctorOutcome[], { perSecond, seconds }: Pace, { front }: Way): Judgement {
  const lost = outcomes.filter((outcome) => !isEchoed(outcome));
  const limited = lost.filter((outcome) => outcome.kind === 'answer' && outcome.status === 429);
  const slowest = percentile(
    outcomes.map(({ ms }) => ms),
    95,
  );
  const figures = `${perSecond} requests/s for ${seconds} s: ${outcomes.length - lost.length} of ${outcomes.length} came through, 95% within ${Math.round(slowest)} ms`;
  if (limited.length > 0) {
    return failure({
      title: 'Requests are limited to fewer than Entra sends',
      entra: tooMany,
      change: adviceFor(front, `Raise the limit to ${perSecond} requests a second at least.`, {
        cloudflare:
          'Quick tunnels are limited; use a named one. At Cloudflare, take paths with /scim/ out of rate limiting rules.',
        ngrok: "The account's quota is used up, or its plan is too small: see ngrok's dashboard.",
        nginx: 'Remove limit_req from the SCIM location, or raise it with a burst.',
      }),
      measured: `${figures}; ${limited.length} × 429`,
    });
  }
  if (lost.length > 0) {
    const isMuch = lost.length > outcomes.length * toleratedShare;
    return (isMuch ? failure : warning)({
      title: isMuch ? "Many requests get lost at Entra's pace" : "Some requests get lost at Entra's pace",
      entra: noAnswer,
      change:
        'Look at the log of the proxy and the tunnel for these seconds: too few connections or workers, or a link that is too slow.',
      measured: `${figures}; for example: ${described(lost[0])}`,
    });
  }
  if (slowest > slowMs) {
    return warning({
      title: "Requests queue up at Entra's pace",
      entra: 'Cycles take longer. When it gets worse, the provisioning log shows Timeout.',
      change: 'Look for a limit on connections or workers on the way, and at the upload rate of this connection.',
      measured: figures,
    });
  }
  return fine("The way bears Entra's pace", figures);
}
