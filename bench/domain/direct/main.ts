/**
 * A process that runs the hand-written programs for the ten saved queries. It calls the partners directly,
 * without gateway, subgraphs, schema or audit log, and encrypts ids only to order by them. `GET /<saved query>` responds with the
 * same data as the gateway.
 */
import { createServer } from 'node:http';
import { portOf, ready } from '../../contenders/settings.ts';
import { idsOfQuery } from './id-order.ts';
import { readDirectSettings } from './direct-settings.ts';
import { createPartners } from './partners.ts';
import { PROGRAMS } from './programs.ts';

const { partnerUrls, today, releases } = readDirectSettings();
const partners = createPartners(partnerUrls, releases);

const server = createServer((request, response) => {
  const id = request.url?.slice(1) ?? '';
  const program = PROGRAMS[id];
  const data =
    program?.(partners, today, idsOfQuery(id, new Date())) ??
    Promise.reject(new Error('Cannot find that saved query'));
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
