// Headers of a request that a proxy may take away or replace.
import { patchOpMessage } from '#shared/scim/urn.ts';
import { echo, guidFilter, isEchoed, type Check } from '../check.ts';
import { described, entraOn } from '../describe.ts';
import { unexpectedStatus } from '../entra-says.ts';
import { failure, fine, warning } from '../finding.ts';
import { adviceFor } from '../front.ts';

/** The Secret Token's header. What is sent is no token of anybody. */
export const authorization: Check = {
  id: 'authorization',
  ask: ({ base, guid }) => [
    echo(`${base}/Users?${guidFilter('userName', guid)}`, { headers: { authorization: `Bearer doctor-${guid}` } }),
  ],
  judge([outcome], { front }) {
    const arrives = isEchoed(outcome) ? outcome.arrived.authorization : undefined;
    if (arrives === 'same') return fine('The Authorization header arrives as it was sent');
    const change = adviceFor(
      front,
      'Pass the Authorization header on: no sign-in of the proxy for the SCIM path, and nothing that writes the header anew.',
      {
        nginx: 'Remove auth_basic and proxy_set_header Authorization from the SCIM location.',
        caddy: 'Remove basic_auth and header_up Authorization from the SCIM path.',
        cloudflare: 'Remove Access and Transform Rules that touch Authorization for paths that contain /scim/.',
        ngrok: "Remove OAuth, basic auth and header actions from the endpoint's traffic policy.",
      },
    );
    if (arrives === undefined) {
      return failure({
        title: 'A request with a Secret Token is turned away',
        entra: entraOn(outcome),
        change,
        measured: described(outcome),
      });
    }
    return failure({
      title:
        arrives === 'absent'
          ? 'The Authorization header is removed on the way'
          : 'The Authorization header is replaced on the way',
      entra: unexpectedStatus(401),
      change,
    });
  },
};

const type = 'application/scim+json; charset=utf-8';
const version = 'W/"1"';

/** Those that say what a body is and which version it is meant for. */
export const requestHeaders: Check = {
  id: 'request-headers',
  ask: ({ base, guid }) => [
    echo(`${base}/Users/${guid}`, {
      method: 'PATCH',
      headers: { 'content-type': type, 'if-match': version },
      body: JSON.stringify({
        schemas: [patchOpMessage],
        Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
      }),
    }),
  ],
  judge([outcome], { front }) {
    if (!isEchoed(outcome)) {
      return failure({
        title: 'A PATCH is turned away',
        entra: `Test Connection passes, and each update fails: ${described(outcome)}.`,
        change: 'Allow GET, POST, PUT, PATCH and DELETE for the SCIM path.',
        measured: described(outcome),
      });
    }
    const { headers, method, bodyIsWhole } = outcome.arrived;
    const received = headers['content-type'];
    if (method !== 'PATCH' || !bodyIsWhole) {
      return failure({
        title: method === 'PATCH' ? 'A body arrives changed' : 'A PATCH arrives as another method',
        entra: 'Test Connection passes, and each update fails with BadRequest in the provisioning log.',
        change: 'Pass methods and bodies on as they came: no method override, no filter that reads JSON.',
        measured: `${method}, ${outcome.arrived.body.bytes} bytes`,
      });
    }
    if (received === undefined || !/^application\/(?:scim\+)?json/i.test(received)) {
      return failure({
        title: 'The Content-Type of a body is changed on the way',
        entra:
          'Test Connection passes, and each update fails: Rollcall answers 415, because the body is no JSON by its type.',
        change: adviceFor(front, 'Pass Content-Type on as it came.', {
          nginx: 'Remove proxy_set_header Content-Type from the SCIM location.',
          caddy: 'Remove header_up Content-Type from the SCIM path.',
        }),
        measured: `${type} arrives as ${received ?? 'nothing'}`,
      });
    }
    if (headers['if-match'] !== version) {
      return warning({
        title: headers['if-match'] === undefined ? 'If-Match is removed on the way' : 'If-Match is changed on the way',
        entra: null,
        change: adviceFor(
          front,
          'Pass If-Match on as it came. Entra does not send it; clients that do would overwrite changes they have not seen.',
          {
            nginx:
              'Switch off proxy_cache for the SCIM location: with it, nginx removes If-Match. Clients that send it would overwrite changes they have not seen.',
          },
        ),
        measured: `${version} arrives as ${headers['if-match'] ?? 'nothing'}`,
      });
    }
    return fine('Content-Type, If-Match and the body arrive as they were sent', received === type ? null : received);
  },
};
