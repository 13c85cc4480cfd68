/** Gateway and subgraphs do not open case records without an audit log. */
import { expect, test } from 'vitest';
import { keyFile, readGatewaySettings, readSubgraphOptions } from '../support/config-file.ts';

const own = { gatewayKeys: keyFile('gateway.public') };

test('a subgraph with a key does not start without auditFolder', () => {
  const withKey = { ...own, keys: [keyFile('person.key')] };
  expect(() => readSubgraphOptions('uwv', withKey)).toThrow(
    'subgraphs.uwv.auditFolder: it is required with keys: case records are opened only with an audit log',
  );
  const { auditFolder } = readSubgraphOptions('uwv', { ...withKey, auditFolder: '/logs' });
  expect(auditFolder).toBe('/logs');
  expect(readSubgraphOptions('reference', own).auditFolder).toBeUndefined();
});

test('a gateway with contextKey does not start without auditFolder', () => {
  const contextKey = keyFile('gateway.private');
  expect(() => readGatewaySettings({ contextKey }, { demo: true })).toThrow(
    'gateway.auditFolder: it is required with contextKey',
  );
});
