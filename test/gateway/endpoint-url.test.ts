import { afterAll, beforeAll, expect, test } from 'vitest';
import { securityTxt } from '../../gateway/http/security-txt.ts';
import { coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;
beforeAll(async () => {
  gateway = await startSmallGateway({ securityContact: 'mailto:lek@fonds.example' });
  gateway.funds.respondWith({ data: { schemes: [] } });
});
afterAll(() => gateway.stop());

const QUERY = 'query=%7Bschemes%7Bid%7D%7D';

test.each(['access_token', 'token', 'id_token', 'authorization'])(
  'a request with the URL parameter "%s" gives 400',
  async (name) => {
    for (const method of ['GET', 'POST']) {
      const response = await fetch(`${gateway.url}/graphql?${QUERY}&${name}=x`, { method });
      expect([response.status, await response.json()]).toEqual([
        400,
        {
          errors: [
            {
              message:
                'A token does not belong in an address: send it in header "authorization", and replace' +
                ' this one / Een token hoort niet in een adres: stuur het in header "authorization", en' +
                ' vervang dit',
              extensions: { code: 'BAD_REQUEST' },
            },
          ],
        },
      ]);
    }
    expect(gateway.funds.received).toEqual([]);
  },
);

test('a JWT in any URL parameter or path gives 400', async () => {
  const token = await gateway.token();
  for (const path of [`/graphql?${QUERY}&x=${token}`, `/${token}`, `/health/live?y=${token}`]) {
    expect((await fetch(`${gateway.url}${path}`)).status).toBe(400);
  }
});

test('a GET request with a token gives 400, because its URL holds the operation', async () => {
  const token = await gateway.token(coach);
  const response = await fetch(`${gateway.url}/graphql?${QUERY}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
  ]);
  expect((await fetch(`${gateway.url}/graphql?${QUERY}`)).status).toBe(200);
});

test('security.txt has the contact and its expiry date', async () => {
  const response = await fetch(`${gateway.url}/.well-known/security.txt`);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await response.text()).toMatch(
    /^Contact: mailto:lek@fonds\.example\nExpires: \d{4}-\d{2}-\d{2}T00:00:00Z\nPreferred-Languages: nl, en\n$/,
  );
  expect(securityTxt('tel:112', new Date('2026-11-21T12:00:00Z'))).toContain('2027-05-20');
});

test('a gateway without a security contact gives 404 for security.txt', async () => {
  const other = await startSmallGateway();
  expect((await fetch(`${other.url}/.well-known/security.txt`)).status).toBe(404);
  await other.stop();
});
