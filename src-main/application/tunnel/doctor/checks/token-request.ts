import { echo, isEchoed, type Check } from '../check.ts';
import { described } from '../describe.ts';
import { noToken } from '../entra-says.ts';
import { fine, warning } from '../finding.ts';
import { adviceFor } from '../front.ts';

const form = 'application/x-www-form-urlencoded';

/** OAuth client credentials: the only request that is no SCIM. */
export const tokenRequest: Check = {
  id: 'token-request',
  ask: ({ tokenPath, guid }) => [
    echo(tokenPath, {
      method: 'POST',
      headers: { 'content-type': form },
      // A plus and an ampersand inside of a value are where a body that is read and written anew goes wrong.
      body: `grant_type=client_credentials&client_id=${guid}&client_secret=none%2B%26+none`,
    }),
  ],
  judge([outcome], { front, tokenPath }) {
    const common = { entra: noToken };
    if (!isEchoed(outcome)) {
      return warning({
        ...common,
        title: 'A request to the token endpoint does not arrive',
        change: `Only needed where Entra gets OAuth credentials: pass ${adviceFor(front, tokenPath, {
          nginx: `${tokenPath} on too (location ~ "^/[^/]+/(scim(/|$)|oauth2/token$)")`,
          caddy: `${tokenPath} on too (path_regexp ^/[^/]+/(scim(/|$)|oauth2/token$))`,
        })} to Rollcall, with POST and ${form} allowed.`,
        measured: described(outcome),
      });
    }
    const { bodyIsWhole, headers, url } = outcome.arrived;
    const type = headers['content-type'] ?? 'none';
    if (bodyIsWhole && type.startsWith(form) && url === tokenPath)
      return fine('A request to the token endpoint arrives');
    return warning({
      ...common,
      title: 'A request to the token endpoint arrives changed',
      change:
        'Pass the path, the Content-Type and the body on as they came; a firewall that reads forms writes them anew.',
      measured: bodyIsWhole ? `POST ${url}, Content-Type ${type}` : 'the body is another one',
    });
  },
};
