import { echo, guidFilter, isEchoed, type Check } from '../check.ts';
import { described, entraOn } from '../describe.ts';
import { unexpectedStatus } from '../entra-says.ts';
import { failure, fine, warning } from '../finding.ts';
import { adviceFor } from '../front.ts';

/** Of a network for documentation (RFC 5737): nobody has it. */
const forged = '192.0.2.1';

const names = { 'cf-connecting-ip': 'CF-Connecting-IP', 'x-forwarded-for': 'X-Forwarded-For' } as const;

/** Who called, as Rollcall sees it: what the log shows, and what the networks of tokens and of the tunnel are compared with. */
export const clientAddress: Check = {
  id: 'client-address',
  ask: ({ base, guid }) => {
    const path = `${base}/Users?${guidFilter('userName', guid)}`;
    return [echo(path), echo(path, { headers: { 'x-forwarded-for': forged } })];
  },
  judge([plain, claiming], { front }) {
    if (!isEchoed(plain)) {
      const fault = { entra: entraOn(plain), change: 'Run the doctor again.', measured: described(plain) };
      return failure({ ...fault, title: 'Who calls could not be looked at' });
    }
    const { sender, headerNames } = plain.arrived;
    const name = names[sender.header];
    const change = adviceFor(front, `Let the proxy that ends TLS send ${name} with the address of its caller.`, {
      nginx: `Write proxy_set_header ${name} $remote_addr; into the SCIM location.`,
      caddy: `Remove header_up ${name} from reverse_proxy; Caddy sends it by itself.`,
    });
    if (sender.address === null) {
      return (sender.allowed ? warning : failure)({
        title: `${name} does not arrive`,
        entra: sender.allowed ? null : unexpectedStatus(401),
        change: sender.allowed
          ? `${change} Until then the log shows the address of the proxy for everybody, and it is what the networks of a token are compared with.`
          : `${change} Until then every request from outside is refused: the tunnel has a list of allowed networks, and whose address is not known may not come in.`,
        measured: headerNames.includes(sender.header) ? `${name} without an address` : `no ${name}`,
      });
    }
    if (isEchoed(claiming) && claiming.arrived.sender.address === forged) {
      return warning({
        title: 'Whoever calls can claim to be at another address',
        entra: null,
        change: `${change} It passes on what the caller wrote: the log may show any address, and no list of networks keeps anybody out.`,
        measured: `${name}: ${forged} arrives as it was sent`,
      });
    }
    if (!sender.allowed) {
      return warning({
        title: 'The allowed networks keep this computer out',
        entra: `Nothing, if its addresses are on the list. Otherwise: ${unexpectedStatus(401)}`,
        change:
          'Nothing, if only Entra is to come in. The requests of the doctor pass all the same, so they do not tell whether those of Entra do: the Tunnel page shows who was refused.',
        measured: sender.address,
      });
    }
    return fine("The caller's address arrives", sender.address);
  },
};
