// Test Connection, and Entra's look-ups: a filter must arrive as it was sent, however it was encoded.
import type { DoctorOutcome } from '../../../ports/doctor-client.ts';
import { echo, guidFilter, isEchoed, type Check, type Way } from '../check.ts';
import { described, entraOn } from '../describe.ts';
import { wrongMatch } from '../entra-says.ts';
import { failure, fine, warning, type Judgement } from '../finding.ts';
import { adviceFor } from '../front.ts';

/** As the listener reads a query: a client that writes a space as %20 means a plus by "+". Null for a broken encoding. */
function filterIn(url: string): string | null {
  const text = /[?&]filter=([^&]*)/i.exec(url)?.[1] ?? '';
  try {
    return decodeURIComponent(text.includes('%20') ? text : text.replaceAll('+', ' '));
  } catch {
    // The listener would refuse it; here that is one more way of not arriving.
    return null;
  }
}

interface Kept {
  readonly verbatim: boolean;
  readonly sameFilter: boolean;
  readonly url: string;
}

function compare(sent: string, outcome: DoctorOutcome | undefined): Kept | undefined {
  if (!isEchoed(outcome)) return undefined;
  const { url } = outcome.arrived;
  return { verbatim: url === sent, sameFilter: filterIn(url) === filterIn(sent), url };
}

const queryOf = (url: string): string => url.slice(url.indexOf('?') + 1);

/** One kind of filter in several spellings; `what` names it: "A filter with %20". */
function judgeSpellings(check: Check, what: string, outcomes: readonly DoctorOutcome[], way: Way): Judgement {
  const sent = check.ask(way).map(({ path }) => path);
  const change = adviceFor(
    way.front,
    'Pass the path and the query on exactly as they came: a rewrite rule or a firewall decodes them and encodes them anew.',
    {
      nginx:
        'Write proxy_pass without a path after the port, and no rewrite: with one, nginx decodes and encodes the query anew.',
      caddy: 'Remove uri and rewrite directives from the SCIM path.',
      cloudflare: 'Remove Transform Rules and URL normalization for paths that contain /scim/.',
    },
  );
  let rewritten: string | undefined;
  for (const [index, path] of sent.entries()) {
    const outcome = outcomes[index];
    const kept = compare(path, outcome);
    if (kept === undefined) {
      return failure({
        title: `${what} is turned away`,
        entra: entraOn(outcome),
        change: `Take the SCIM path out of the firewall rule that this filter meets. ${change}`,
        measured: `${queryOf(path)} ${described(outcome)}`,
      });
    }
    const measured = `${queryOf(path)} arrives as ${queryOf(kept.url)}`;
    if (!kept.sameFilter) return failure({ title: `${what} arrives changed`, entra: wrongMatch, change, measured });
    if (!kept.verbatim) rewritten = measured;
  }
  if (rewritten === undefined) return fine(`${what} arrives as it was sent`);
  return warning({
    title: `${what} is written anew on the way, with the same meaning`,
    entra: null,
    change,
    measured: rewritten,
  });
}

const spelled = (id: string, what: string, ask: Check['ask']): Check => {
  const check: Check = { id, ask, judge: (outcomes, way) => judgeSpellings(check, what, outcomes, way) };
  return check;
};

/** The first request of Test Connection. */
export const userFilter = spelled('filter-users', "Test Connection's look-up of a person", ({ base, guid }) => [
  echo(`${base}/Users?${guidFilter('userName', guid)}`),
]);

/** The second. */
export const groupFilter = spelled('filter-groups', "Test Connection's look-up of a group", ({ base, guid }) => [
  echo(`${base}/Groups?excludedAttributes=members&${guidFilter('displayName', guid)}`),
]);

/** A plus that is meant is written %2B, and must not become a space. */
export const encodedSpaces = spelled('encoded-spaces', 'A filter with spaces as + and %20', ({ base, guid }) => [
  echo(`${base}/Users?filter=userName+eq+%22${guid}%22`),
  echo(`${base}/Users?filter=userName%20eq%20%22a%2Bb%20c${guid}%22`),
]);

export const encodedQuotes = spelled(
  'encoded-quotes',
  'A filter with quotes as %22 and as they are',
  ({ base, guid }) => [
    echo(`${base}/Users?filter=userName%20eq%20%22${guid}%22`),
    echo(`${base}/Users?filter=userName%20eq%20"${guid}"`),
    echo(`${base}/Users?filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22${guid}%22`),
  ],
);
