// CIDR notation: RFC 4632 §3.1 for IPv4, RFC 4291 §2.3 for IPv6, and §2.5.5.2 for IPv4-mapped addresses.
import { describe, expect, test } from 'vitest';
import { createNetworks } from '#main/adapters/networks/networks.ts';

const networks = createNetworks();

describe('what lies in a network', () => {
  test.each([
    ['203.0.113.0/24', '203.0.113.7', true],
    ['203.0.113.0/24', '203.0.114.7', false],
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['0.0.0.0/0', '198.51.100.1', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', true],
    ['::/0', '2001:db8::1', true],
    ['::/0', '203.0.113.7', false],
  ])('%s and %s: %s', (network, address, inside) => {
    expect(networks.fault(network)).toBeUndefined();
    expect(networks.contains([network], address)).toBe(inside);
  });

  test('an IPv4-mapped IPv6 address is the IPv4 address it holds, on both sides', () => {
    expect(networks.contains(['203.0.113.0/24'], '::ffff:203.0.113.7')).toBe(true);
    expect(networks.contains(['::ffff:203.0.113.0/120'], '203.0.113.7')).toBe(true);
    expect(networks.contains(['::ffff:203.0.113.0/120'], '203.0.114.7')).toBe(false);
  });

  test('one of several is enough, and nothing lies in none', () => {
    expect(networks.contains(['203.0.113.0/24', '2001:db8::/32'], '2001:db8::1')).toBe(true);
    expect(networks.contains([], '203.0.113.7')).toBe(false);
  });

  test.each(['', 'localhost', '203.0.113', '127.1', '0x7f000001', '2130706433', '0177.0.0.1'])(
    'the text "%s" is no address and lies nowhere',
    (text) => {
      expect(networks.contains(['0.0.0.0/0', '::/0'], text)).toBe(false);
    },
  );
});

describe('what is no network is refused, with what to write', () => {
  test.each([
    ['entra', /"entra" is no IP network.*203\.0\.113\.0\/24/],
    ['203.0.113.0/33', /prefix length.*0 to 32/],
    ['203.0.113.0/-1', /prefix length/],
    ['203.0.113.0/', /prefix length/],
    ['203.0.113.0/24/8', /no IP network/],
    ['2001:db8::/129', /prefix length.*0 to 128/],
    ['::ffff:203.0.113.0/24', /prefix length/],
    ['203.0.113.999', /no IP network/],
    ['010.0.0.1', /no IP network/],
    ['127.1', /no IP network/],
    ['203.0.113.7/24', /Write 203\.0\.113\.0\/24 for the network, or 203\.0\.113\.7 for the one address/],
    ['2001:db8::1/32', /Write 2001:db8::\/32 for the network/],
  ])('%s', (text, fault) => {
    expect(networks.fault(text)).toMatch(fault);
  });
});
