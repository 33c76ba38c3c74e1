import { echo, guidFilter, isEchoed, type Check } from '../check.ts';
import { described, entraOn, isRedirect } from '../describe.ts';
import { fine, failure, warning } from '../finding.ts';
import { adviceFor } from '../front.ts';

/** A Tenant URL pasted with a slash at its end, or with `?aadOptscim062020`, makes these. */
export const slashes: Check = {
  id: 'trailing-slash',
  ask: ({ base, guid }) => [
    echo(`${base}/Users/?${guidFilter('userName', guid)}`),
    echo(`${base}/Users/?aadOptscim062020`),
    echo(`${base}//Users?${guidFilter('userName', guid)}`),
  ],
  judge(outcomes, { front }) {
    const [first, flagged, doubled] = outcomes;
    const single = [first, flagged].find((outcome) => !isEchoed(outcome));
    const lost = single ?? (isEchoed(doubled) ? undefined : doubled);
    if (lost === undefined) return fine('A slash at the end and a doubled slash are let through');
    const isRedirected = lost.kind === 'answer' && isRedirect(lost);
    const fault = {
      title: `A path with a ${lost === doubled ? 'doubled slash' : 'slash at its end'} is ${isRedirected ? 'redirected' : 'turned away'}`,
      entra: `Where the Tenant URL was entered with a slash at its end: ${entraOn(lost)}`,
      change: adviceFor(
        front,
        'Switch off the rule that tidies paths, for the SCIM path. Until then, enter the Tenant URL without a slash at its end.',
        {
          nginx:
            'Match the location by its beginning (location ~ "^/[^/]+/scim(/|$)"), without a rewrite of the slash. Until then, enter the Tenant URL without a slash at its end.',
        },
      ),
      measured: described(lost),
    };
    return lost === doubled ? warning(fault) : failure(fault);
  },
};
