/** From which network address a request counts as sent. */
import { describe, expect, test } from 'vitest';
import { clientNetwork } from '../../gateway/rate-limits/client-address.ts';

const PROXY = '198.51.100.1';
const networkOf = (
  headers: Readonly<Record<string, string>>,
  proxies?: { readonly header: string; readonly count: number },
  remoteAddress = PROXY,
) => clientNetwork({ headers, socket: { remoteAddress } }, proxies);

const X = { header: 'x-forwarded-for', count: 1 };
const TWO = { ...X, count: 2 };
const FORWARDED = { header: 'forwarded', count: 1 };

test('without a configured header the address is that of the connection, whatever headers say', () => {
  const forged = {
    'x-forwarded-for': '203.0.113.1',
    'x-real-ip': '203.0.113.1',
    forwarded: 'for=203.0.113.1',
    'cf-connecting-ip': '203.0.113.1',
    'true-client-ip': '203.0.113.1',
  };
  expect(networkOf(forged)).toBe(PROXY);
  expect(networkOf({ ...forged, 'x-other': '203.0.113.2' }, { header: 'x-other', count: 1 })).toBe(
    '203.0.113.2',
  );
});

describe('the configured header', () => {
  test.each([
    ['one address', X, '203.0.113.1', '203.0.113.1'],
    [
      'the last address, after those that a client wrote',
      X,
      '1.1.1.1, 2.2.2.2,203.0.113.1',
      '203.0.113.1',
    ],
    [
      'the one before the last with two proxies',
      TWO,
      '1.1.1.1, 203.0.113.1, 10.0.0.1',
      '203.0.113.1',
    ],
    ['fewer addresses than proxies', TWO, '203.0.113.1', PROXY],
    ['an empty text', X, '', PROXY],
    ['commas', X, ',,,', PROXY],
    ['a word', X, 'unknown', PROXY],
    ['an address with text behind it', X, '203.0.113.1 OR 1=1', PROXY],
    ['an address in octal', X, '0313.0.113.1', PROXY],
    ['numbers that are too large', X, '999.0.113.1', PROXY],
    ['an address with a port', X, '203.0.113.1:4711', '203.0.113.1'],
    ['an address with a bad port', X, '203.0.113.1:port', PROXY],
    ['IPv6', X, '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['another address of that network', X, '2001:0DB8:0001:0002::FFFF', '2001:db8:1:2::/64'],
    ['IPv6 with a port', X, '[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    ['IPv6 with a zone', X, 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['the shortest IPv6 address', X, '::', '0:0:0:0::/64'],
    ['IPv4 in IPv6', X, '::ffff:203.0.113.1', '203.0.113.1'],
    ['IPv4 in IPv6 in hexadecimal', X, '::ffff:cb00:7101', '203.0.113.1'],
    ['IPv6 without its bracket', X, '[2001:db8::1', PROXY],
    ['brackets around nothing', X, '[]', PROXY],
    [
      'the last element of Forwarded',
      FORWARDED,
      'for=1.1.1.1, for=203.0.113.1;proto=https',
      '203.0.113.1',
    ],
    ['For in capitals, later', FORWARDED, 'by=x; For="203.0.113.1:80"', '203.0.113.1'],
    ['IPv6 in Forwarded', FORWARDED, 'for="[2001:db8:1:2::9]:4711"', '2001:db8:1:2::/64'],
    ['a quote that a client opened', FORWARDED, 'for="1.1.1.1, for=203.0.113.1', '203.0.113.1'],
    ['a hidden name', FORWARDED, 'for=_hidden', PROXY],
    ['Forwarded without for', FORWARDED, 'proto=https', PROXY],
  ])('with %s', (_, proxies, value, network) => {
    expect(networkOf({ [proxies.header]: value }, proxies)).toBe(network);
  });

  test('that is missing gives the address of the connection', () => {
    expect(networkOf({}, X)).toBe(PROXY);
    expect(networkOf({}, X, '::ffff:127.0.0.1')).toBe('127.0.0.1');
    expect(networkOf({}, X, '')).toBe('unknown');
  });
});
