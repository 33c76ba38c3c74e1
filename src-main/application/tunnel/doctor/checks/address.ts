import { echo, guidFilter, isEchoed, type Check } from '../check.ts';
import { described, entraOn } from '../describe.ts';
import { failure, fine, warning } from '../finding.ts';
import { adviceFor } from '../front.ts';

/** Host and X-Forwarded-Proto: what Rollcall makes `Location` and `meta.location` of. */
export const address: Check = {
  id: 'address',
  ask: ({ base, guid }) => [echo(`${base}/Users?${guidFilter('userName', guid)}`)],
  judge([outcome], { origin, base, front }) {
    if (!isEchoed(outcome)) {
      const fault = { entra: entraOn(outcome), change: 'Run the doctor again.', measured: described(outcome) };
      return failure({ ...fault, title: 'The address could not be looked at' });
    }
    const { baseUrl, headers } = outcome.arrived;
    const expected = `${origin}${base}`;
    if (baseUrl === expected) return fine('Rollcall knows its public address', expected);
    const measured = `${expected} arrives as ${baseUrl ?? 'no address of a tenant'}`;
    const entra = 'Nothing at first: Entra keeps ids. Clients that follow Location or meta.location reach nobody.';
    if (headers.host !== origin.replace(/^https?:\/\//, '')) {
      return warning({
        title: 'The Host header is changed on the way',
        entra,
        change: adviceFor(front, 'Pass the Host header on as it came.', {
          nginx: 'Write proxy_set_header Host $http_host; into the SCIM location.',
          caddy: 'Remove header_up Host from reverse_proxy.',
          cloudflare: 'Remove "HTTP Host Header" from the settings of the public hostname.',
          ngrok: 'Remove the host header rewrite from the endpoint.',
        }),
        measured,
      });
    }
    if (headers['x-forwarded-proto'] !== 'https') {
      return warning({
        title: 'X-Forwarded-Proto does not say https',
        entra,
        change: adviceFor(front, 'Let the proxy that ends TLS send X-Forwarded-Proto: https.', {
          nginx: 'Write proxy_set_header X-Forwarded-Proto $scheme; into the SCIM location.',
          caddy: 'Remove header_up X-Forwarded-Proto from reverse_proxy; Caddy sends it by itself.',
        }),
        measured,
      });
    }
    return warning({
      title: 'The path is changed on the way',
      entra,
      change: 'Pass the path on as it came, with the name of the tenant in front.',
      measured,
    });
  },
};
