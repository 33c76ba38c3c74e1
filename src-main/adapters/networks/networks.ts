// CIDR (RFC 4632, RFC 4291 §2.3) by ipaddr.js. An IPv4-mapped IPv6 address is the IPv4 address it holds: what a listener on
// both families calls the same client depends on the system.
import ipaddr from 'ipaddr.js';
import type { Networks } from '../../application/ports/networks.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

const mappedBits = 96;

/** Strict: no octal, no `127.1`, nothing that is read in two ways. */
const addressOf = (text: string): Address | undefined => {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  if (!bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return undefined;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
};

const example = 'Write a network such as 203.0.113.0/24 or 2001:db8::/32, or a single address.';

const bitsOf = (address: Address): number => (address.kind() === 'ipv4' ? 32 : 128);

/** The network, or what is wrong with the text. */
function networkOf(text: string): Network | string {
  const [base = '', prefix, ...rest] = text.split('/');
  const address = addressOf(base);
  if (address === undefined || rest.length > 0) return `"${text}" is no IP network. ${example}`;
  const most = bitsOf(address);
  if (prefix === undefined) return [address, most];
  const isMapped = base.includes(':') && address.kind() === 'ipv4';
  const bits = (/^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN) - (isMapped ? mappedBits : 0);
  if (!(bits >= 0 && bits <= most)) {
    return `"${text}" ends with a prefix length that its kind of address does not have (0 to ${isMapped ? 128 : most}). ${example}`;
  }
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  const first = kind.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString();
  return first === address.toString()
    ? [address, bits]
    : `"${text}" has an address inside the network, not its first one. Write ${first}/${bits} for the network, or ${address.toString()} for the one address.`;
}

/** Addresses remembered at once; an identity provider has a handful. */
const rememberedAddresses = 1_000;

/** Networks are read once for each list of them, and an address that comes again not once more. */
export function createNetworks(): Networks {
  const read = new WeakMap<readonly string[], readonly Network[]>();
  const addresses = new Map<string, Address>();

  const readAddress = (text: string): Address | undefined => {
    const known = addresses.get(text);
    if (known !== undefined) return known;
    if (addresses.size >= rememberedAddresses) addresses.clear();
    const address = addressOf(text);
    if (address !== undefined) addresses.set(text, address);
    return address;
  };

  const networksOf = (texts: readonly string[]): readonly Network[] => {
    const known = read.get(texts);
    if (known !== undefined) return known;
    const networks = texts.map(networkOf).filter((network) => typeof network !== 'string');
    read.set(texts, networks);
    return networks;
  };

  return {
    fault(text) {
      const network = networkOf(text);
      return typeof network === 'string' ? network : undefined;
    },
    contains(networks, text) {
      const address = readAddress(text);
      if (address === undefined) return false;
      return networksOf(networks).some(
        ([network, bits]) => network.kind() === address.kind() && (address as ipaddr.IPv6).match(network, bits),
      );
    },
  };
}
