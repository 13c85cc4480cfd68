import { expect, test } from 'vitest';
import { readSettings as readGatewaySettings } from '../../gateway/settings/settings.ts';
import { readSettings } from '../../subgraphs/settings.ts';

test('a subgraph that is given a key does not start without a folder for its account', () => {
  const told = ['uwv', '--gateway-keys', 'keys.json', '--key', 'person.key.json'];
  expect(() => readSettings(told, {})).toThrow('Cannot start without --account-folder');
  expect(readSettings([...told, '--account-folder', 'logs'], {}).auditFolder).toBe('logs');
  expect(
    readSettings(['reference', '--gateway-keys', 'keys.json'], {}).auditFolder,
  ).toBeUndefined();
});

test('a gateway that vouches for callers does not start without a folder for its access log', () => {
  const told = [
    '--supergraph',
    'package.json',
    '--context-key',
    'mocks/demo-keys/gateway.private.json',
  ];
  expect(() => readGatewaySettings([...told, '--demo-keys'])).toThrow(
    'Give a folder for the access log: --account-folder DIR',
  );
});
