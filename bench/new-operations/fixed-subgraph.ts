/** A subgraph that sends the known operation its data, and any other an empty object: it costs next to nothing. */
import { createServer } from 'node:http';
import { portOf, ready } from '../contenders/settings.ts';

const KNOWN = Buffer.from(
  JSON.stringify({
    data: {
      known: {
        nodes: Array.from({ length: 30 }, (_, index) => ({
          __typename: 'Region',
          code: `GM${String(index).padStart(4, '0')}`,
          name: `Gemeente ${index}`,
        })),
      },
    },
  }),
);
const OTHER = Buffer.from('{"data":{}}');

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const bytes = body.includes('known:') ? KNOWN : OTHER;
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length })
      .end(bytes);
  });
});
server.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${portOf(server)}/graphql`));
