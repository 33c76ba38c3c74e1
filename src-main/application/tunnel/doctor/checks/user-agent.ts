import { echo, guidFilter, isEchoed, type Check } from '../check.ts';
import { described, entraOn } from '../describe.ts';
import { failure, fine } from '../finding.ts';
import { adviceFor } from '../front.ts';

/** Entra documents no User-Agent, so a firewall that asks for one may turn it away. */
export const noUserAgent: Check = {
  id: 'no-user-agent',
  ask({ base, guid }) {
    const request = echo(`${base}/Users?${guidFilter('userName', guid)}`);
    const { 'user-agent': _left, ...headers } = request.headers;
    return [{ ...request, headers }];
  },
  judge([outcome], { front }) {
    if (isEchoed(outcome)) return fine('A request without a User-Agent is let through');
    return failure({
      title: 'A request without a User-Agent is turned away',
      entra: entraOn(outcome),
      change: adviceFor(front, 'Let requests without a User-Agent through to the SCIM path; a firewall blocks them.', {
        cloudflare:
          'At Cloudflare, switch off Browser Integrity Check for paths that contain /scim/, and look under Security, Events for the rule that blocked it.',
        nginx: 'Remove the rule on $http_user_agent for the SCIM location.',
        ngrok: "Remove the User-Agent filter from the endpoint's traffic policy.",
      }),
      measured: described(outcome),
    });
  },
};
