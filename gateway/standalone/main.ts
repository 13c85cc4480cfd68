/** `npm run serve -- --supergraph FILE --port N`: the bare gateway as a process. It follows the file. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { followFiles } from '../../core/config/follow-files.ts';
import { parseResponseBytes } from '../execution/compiled/writing/response-limit.ts';
import { startStandaloneGateway } from './standalone-gateway.ts';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '4000' },
    supergraph: { type: 'string' },
    subgraph: { type: 'string', multiple: true, default: [] },
    'request-header': { type: 'string', multiple: true, default: [] },
    'reply-header': { type: 'string', multiple: true, default: [] },
    'share-in-flight': { type: 'boolean', default: false },
    'join-across-branches': { type: 'boolean', default: false },
    'response-bytes-max': { type: 'string' },
  },
});
const { supergraph: file } = values;
if (file === undefined) throw new Error('Give a supergraph: --supergraph FILE');
const responseBytesMax = parseResponseBytes(values['response-bytes-max']);
if (responseBytesMax === undefined) throw new Error('Expected --response-bytes-max 1024 or more');

const gateway = await startStandaloneGateway({
  responseBytesMax,
  host: values.host,
  port: Number(values.port),
  supergraphSdl: readFileSync(file, 'utf8'),
  subgraphUrls: new Map(values.subgraph.map(parseSubgraph)),
  requestHeaders: values['request-header'],
  responseHeaders: values['reply-header'],
  isSharingInFlight: values['share-in-flight'],
  rewrites: { crossBranchBatching: values['join-across-branches'] },
});
followFiles([file], () => gateway.reload(readFileSync(file, 'utf8')));
process.send?.({ ready: gateway.url });
console.log(`ready ${gateway.url}`);

const stop = () => void gateway.stop().finally(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);

/** `--subgraph NAME=URL`, for a subgraph that is not where the supergraph says. */
function parseSubgraph(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`Expected --subgraph NAME=URL, got "${text}"`);
  return [text.slice(0, at), text.slice(at + 1)];
}
