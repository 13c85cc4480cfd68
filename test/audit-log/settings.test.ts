import { expect, test } from 'vitest';
import { readSettings as readGatewaySettings } from '../../gateway/settings/settings.ts';
import { readSettings } from '../../subgraphs/settings.ts';

test('a subgraph with a key does not start without --audit-folder', () => {
  const withKey = ['uwv', '--gateway-keys', 'keys.json', '--key', 'person.key.json'];
  expect(() => readSettings(withKey)).toThrow(
    'Cannot start without --audit-folder DIR: Folder of the audit log; required with --key',
  );
  expect(readSettings([...withKey, '--audit-folder', 'logs']).auditFolder).toBe('logs');
  expect(readSettings(['reference', '--gateway-keys', 'keys.json']).auditFolder).toBeUndefined();
});

test('a gateway with --context-key does not start without --audit-folder', () => {
  const withKey = [
    '--supergraph',
    'package.json',
    '--context-key',
    'mocks/demo-keys/gateway.private.json',
  ];
  expect(() => readGatewaySettings([...withKey, '--demo-keys'])).toThrow(
    'Cannot start without --audit-folder DIR: Folder of the audit log; required with --context-key',
  );
});

test.each([
  [['fonds'], 'Cannot use KIND "fonds": expected one of "funds", '],
  [['fonds'], '; did you mean "funds"?'],
  [[], 'Cannot start without KIND: '],
  [['uwv', 'funds'], 'Cannot use "funds": expected only options'],
  [['uwv', '--today', '2026-13-01'], 'Cannot use --today "2026-13-01": expected a day such as'],
  [['uwv', '--partner', 'uwv'], 'Cannot use --partner "uwv": expected NAME=URL'],
  [['uwv'], 'Cannot start without --gateway-keys FILE: Public keys of the gateway (JWKS)'],
])('a subgraph with the arguments %j ends with %j', (args, sentence) => {
  expect(() => readSettings(args)).toThrow(sentence);
});

test('every mistake on a command line is a sentence of its own', () => {
  expect(() => readSettings(['uwv', '--port', '70000', '--today', 'now'])).toThrow(
    'Cannot use --port "70000": expected a whole number from 0 to 65535\n' +
      'Cannot start without --gateway-keys FILE: Public keys of the gateway (JWKS)\n' +
      'Cannot use --today "now": expected a day such as 2026-11-21',
  );
});
