import { expect, test } from 'vitest';
import { readSettings as readGatewaySettings } from '../../gateway/settings/settings.ts';
import { readSettings } from '../../subgraphs/settings.ts';

test('a subgraph with a key does not start without --account-folder', () => {
  const told = ['uwv', '--gateway-keys', 'keys.json', '--key', 'person.key.json'];
  expect(() => readSettings(told, {})).toThrow('Cannot start without --account-folder');
  expect(readSettings([...told, '--account-folder', 'logs'], {}).auditFolder).toBe('logs');
  expect(
    readSettings(['reference', '--gateway-keys', 'keys.json'], {}).auditFolder,
  ).toBeUndefined();
});

test('a gateway that signs contexts does not start without --account-folder', () => {
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
