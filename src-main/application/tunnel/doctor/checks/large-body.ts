import { limits } from '#shared/scim/limits.ts';
import { patchOpMessage } from '#shared/scim/urn.ts';
import { echo, isEchoed, type Check } from '../check.ts';
import { described, entraOn } from '../describe.ts';
import { failure, fine } from '../finding.ts';
import { adviceFor } from '../front.ts';

/** A group's members added at once, filled up to the most that one request may have. */
function largestPatch(): string {
  const around = JSON.stringify({
    schemas: [patchOpMessage],
    Operations: [{ op: 'Add', path: 'members', value: [{ value: '' }] }],
  });
  return around.replace('"value":""', `"value":"${'a'.repeat(limits.bodyBytes - around.length)}"`);
}

/** What a group with many members needs. */
export const largeBody: Check = {
  id: 'large-body',
  ask: ({ base, guid }) => [
    echo(`${base}/Groups/${guid}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/scim+json; charset=utf-8' },
      body: largestPatch(),
    }),
  ],
  judge([outcome], { front }) {
    if (isEchoed(outcome) && outcome.arrived.bodyIsWhole) return fine('A PATCH of 1 MiB arrives whole');
    const change = adviceFor(front, 'Raise the limit on request bodies at the proxy to 3 MB.', {
      nginx: 'Write client_max_body_size 3m; into the server block.',
      caddy: 'Write request_body { max_size 3MB } into the SCIM path.',
      cloudflare: 'Remove the rule that limits bodies. Cloudflare itself takes 100 MB.',
      ngrok: "Remove the limit from the endpoint's traffic policy.",
    });
    const title = 'A PATCH of 1 MiB does not arrive whole';
    if (!isEchoed(outcome)) {
      return failure({
        title,
        entra: `Groups with many members are not updated. ${entraOn(outcome).replace(/^Test Connection fails/, 'The provisioning log shows a failure')}`,
        change,
        measured: described(outcome),
      });
    }
    return failure({
      title,
      entra: 'Groups with many members are not updated: the provisioning log shows BadRequest for them.',
      change,
      measured: `${outcome.arrived.body.bytes} of ${limits.bodyBytes} bytes arrive`,
    });
  },
};
