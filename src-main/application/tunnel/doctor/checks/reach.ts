// Whether this very Rollcall answers at the public URL; each check names another thing that may answer in its place.
import type { DoctorAnswer, DoctorOutcome, DoctorRequest } from '../../../ports/doctor-client.ts';
import { echo, guidFilter, isEchoed, type Check, type Way } from '../check.ts';
import { described, entraOn, isPage, isRedirect } from '../describe.ts';
import { notDeserialized, unexpectedStatus } from '../entra-says.ts';
import { failure, fine, type Judgement } from '../finding.ts';
import { adviceFor, type Front } from '../front.ts';

const ask = ({ base, guid }: Way): readonly DoctorRequest[] => {
  const { headers } = echo('');
  return [
    { as: 'probe', method: 'GET', path: `${base}/ServiceProviderConfig`, headers },
    echo(`${base}/Users?${guidFilter('userName', guid)}`),
  ];
};

const answersOf = (outcomes: readonly DoctorOutcome[]): readonly DoctorAnswer[] =>
  outcomes.filter((outcome) => outcome.kind === 'answer');

/** A page for a person: a browser warning, a sign-in, a parking page. */
export const warningPage: Check = {
  id: 'warning-page',
  ask,
  judge(outcomes, { front }) {
    const page = answersOf(outcomes).find((answer) => isPage(answer) && !isRedirect(answer));
    if (page === undefined) return fine('No page stands in between');
    return failure({
      title: 'A web page comes in between, where Entra expects JSON',
      entra: page.status === 200 ? notDeserialized : unexpectedStatus(page.status),
      change: adviceFor(
        front,
        'Open the URL in a browser to see the page. Take the SCIM path out of whatever shows it: a sign-in, a warning, a challenge for robots.',
        {
          cloudflare:
            'At Cloudflare, add a rule that skips Access, Bot Fight Mode and managed challenges for paths that contain /scim/. A page with an error number of Cloudflare itself means that the tunnel is not connected.',
          ngrok:
            'ngrok shows its warning to browsers on free domains, and its error pages when no agent is connected. Start the tunnel again; a paid plan has no warning page.',
        },
      ),
      measured: described(page),
    });
  },
};

function redirectTitle({ headers }: DoctorAnswer, { origin }: Way): string {
  const { location = '' } = headers;
  if (location.startsWith('https:') && origin.startsWith('http:')) return 'The URL sends on from http to https';
  if (/^https?:/.test(location) && !location.startsWith(`${origin}/`)) return 'The URL sends on to another name';
  return 'The URL sends on to another path';
}

/** Entra follows none. */
export const redirect: Check = {
  id: 'redirect',
  ask,
  judge(outcomes, way) {
    const found = answersOf(outcomes).find(isRedirect);
    if (found === undefined) return fine('Nothing is redirected');
    return failure({
      title: redirectTitle(found, way),
      entra: unexpectedStatus(found.status),
      change: `Entra follows no redirect. Give Entra the URL that it leads to, or take the SCIM path out of the rule that redirects${way.front === 'cloudflare' ? ' (at Cloudflare: Rules, Redirect Rules)' : ''}.`,
      measured: described(found),
    });
  },
};

/** The gateway says itself that it reaches nobody: 502 to 504, Cloudflare's own 52x and 530, ngrok's offline page. */
const isUnreached = ({ status, headers }: DoctorAnswer): boolean =>
  (status >= 502 && status <= 504) ||
  (status >= 520 && status <= 530) ||
  headers['ngrok-error-code'] === 'ERR_NGROK_3200';

const unreachedAdvice = (front: Front): string =>
  adviceFor(front, 'Check that the tunnel is up, and that the proxy at this name passes on to it.', {
    nginx: 'Check that the tunnel is up, and that proxy_pass names the port that it opened on the server.',
    caddy: 'Check that the tunnel is up, and that reverse_proxy names the port that it opened on the server.',
    cloudflare: 'Check that the tunnel is up. At Cloudflare, its public hostname must lead to this tunnel.',
  });

function judgeStranger(answer: DoctorAnswer, { front, origin }: Way): Judgement {
  const common = { entra: entraOn(answer), measured: described(answer) };
  if (answer.from === 'other') {
    return failure({
      ...common,
      title: 'Another Rollcall answers at this URL',
      entra: 'Entra notices nothing, or shows InvalidCredentials: it talks to the other Rollcall.',
      change:
        'Stop the other one, or give this one a name of its own. Look for a second tunnel with the same name or token.',
    });
  }
  if (isUnreached(answer)) {
    return failure({
      ...common,
      title: 'The name is reached, but no Rollcall behind it',
      change: unreachedAdvice(front),
    });
  }
  const challenge = answer.headers['www-authenticate'];
  if (challenge !== undefined && !/^bearer\b/i.test(challenge)) {
    return failure({
      ...common,
      title: 'A proxy asks for a sign-in of its own',
      change: `Take the SCIM path out of that sign-in (${challenge.slice(0, 100)}): Entra has one secret only, and it is Rollcall's.`,
    });
  }
  return failure({
    ...common,
    title: 'Another server answers at this URL, or the proof of Rollcall is removed',
    change: `Check where ${origin} leads, and that nothing on the way removes the headers x-probe, x-doctor and x-probe-reply.`,
  });
}

/** Rollcall proves itself to the doctor at any path, and to others at a tenant's alone. */
function judgePath(outcomes: readonly DoctorOutcome[], stranger: DoctorAnswer, way: Way): Judgement | undefined {
  const echoed = outcomes.find(isEchoed);
  if (echoed === undefined || echoed.arrived.baseUrl !== null) return undefined;
  return failure({
    title: 'The path is changed on the way, so that no tenant is found',
    entra: unexpectedStatus(stranger.status),
    change: adviceFor(way.front, 'Pass the path on as it came, with the name of the tenant in front.', {
      nginx:
        'Write proxy_pass without a path after the port: with one, nginx puts it in the place of what the location matched.',
      caddy: 'Write handle in the place of handle_path, and remove uri strip_prefix.',
    }),
    measured: `${way.base}/Users arrives as ${echoed.arrived.url.replace(/\?.*/, '')}`,
  });
}

/** Last of these: it fails whenever no echo came. */
export const reach: Check = {
  id: 'reach',
  ask,
  judge(outcomes, way) {
    const stranger = answersOf(outcomes).find(({ from }) => from !== 'this');
    if (stranger !== undefined) return judgePath(outcomes, stranger, way) ?? judgeStranger(stranger, way);
    if (outcomes.every((outcome) => outcome.kind === 'answer') && isEchoed(outcomes.at(-1))) {
      return fine('This Rollcall answers at the URL');
    }
    const first = outcomes.find((outcome) => outcome.kind === 'none') ?? outcomes.at(-1);
    return failure({
      title: first?.kind === 'none' ? 'Nothing answers at the URL' : 'What Rollcall answers is changed on the way',
      entra: entraOn(first),
      change:
        first?.kind === 'none'
          ? unreachedAdvice(way.front)
          : 'Switch off whatever rewrites bodies on the way: minifiers, content filters, virus scanners that break into TLS.',
      measured: described(first),
    });
  },
};
