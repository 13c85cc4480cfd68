/**
 * The ten questions answered by hand-written code: a process that asks the partners directly, without a
 * gateway, subgraphs, schema, ids or account. `GET /<question>` answers as the graph would.
 */
import { createServer } from 'node:http';
import { portOf, ready } from '../../contenders/settings.ts';
import { readDirectSettings } from './direct-settings.ts';
import { createPartners } from './partners.ts';
import { PROGRAMS } from './programs.ts';

const { partnerUrls, today } = readDirectSettings();
const partners = createPartners(partnerUrls);

const server = createServer((request, response) => {
  const program = PROGRAMS[request.url?.slice(1) ?? ''];
  const data = program?.(partners, today) ?? Promise.reject(new Error('Cannot find that question'));
  data.then(
    (found) => send(200, { data: found }),
    (error: unknown) => {
      console.error(error);
      send(500, { errors: [{ message: String(error) }] });
    },
  );
  function send(status: number, content: unknown): void {
    const body = Buffer.from(JSON.stringify(content));
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': body.length,
    });
    response.end(body);
  }
});

server.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${portOf(server)}`));
