/** Gateway and subgraphs do not open case records without an audit log. */
import { expect, test } from 'vitest';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { partnersAt, settingsOf } from '../support/subgraph-harness.ts';
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

test('a subgraph with an audit log does not start without gatewayUrl, which a demo has by itself', async () => {
  const section = { ...own, keys: [keyFile('person.key')], auditFolder: '/nowhere' };
  expect(readSubgraphOptions('uwv', section, { demo: true }).gatewayUrl).toBe(
    'http://localhost:4000/graphql',
  );
  const gatewayUrl = 'https://graph.example/graphql';
  expect(readSubgraphOptions('uwv', section, { gatewayUrl }).gatewayUrl).toBe(gatewayUrl);
  const without = readSubgraphOptions('uwv', section);
  const options = settingsOf('uwv', partnersAt({ uwv: 'http://127.0.0.1:1' }), ['person']);
  const { auditFolder = '', gatewayUrl: none } = without;
  await expect(startSubgraph({ ...options, auditFolder, gatewayUrl: none })).rejects.toThrow(
    'Cannot start "uwv" without gatewayUrl: its audit log must name the gateway that asked',
  );
});

test('a gateway with contextKey does not start without auditFolder', () => {
  const contextKey = keyFile('gateway.private');
  expect(() => readGatewaySettings({ contextKey }, { demo: true })).toThrow(
    'gateway.auditFolder: it is required with contextKey',
  );
});
