/** The signed context: which ones are refused, and who may see what with one that is accepted. */
import type { Purpose } from '../../core/purposes/purposes.ts';
import { entitiesQuery, NOBODY, unknownOf } from './check-entities.ts';
import { keysOf } from './check-lists.ts';
import type { SubgraphCheck } from './check-subgraph.ts';
import type { Principal } from './test-contexts.ts';
import type { Reply } from './subgraph-client.ts';
import { codesOf, describeReply, hasValues } from './read-reply.ts';

/** Something that only some clients may see. */
interface ProtectedRequest {
  readonly name: string;
  readonly body: string;
  readonly purpose: Purpose;
}

export async function checkContexts(check: SubgraphCheck): Promise<void> {
  const { client, signer, settings, expect, principalFor } = check;
  const requests = protectedRequests(check);
  const send = async (
    { body }: ProtectedRequest,
    principal: Principal | null,
    sign: typeof signer.sign = signer.sign,
  ) => client.send({ body, context: principal === null ? undefined : await sign(principal, body) });

  for (const request of requests) {
    const { name, purpose } = request;
    const own = principalFor(purpose);
    const accepted = await send(request, own);
    const denials = ['UNAUTHENTICATED', 'SCOPE_DENIED', 'PURPOSE_DENIED'];
    expect(
      `context: ${name}`,
      accepted.status === 200 && !codesOf(accepted).some((code) => denials.includes(code)),
      {
        expected: 'the context of the gateway for this body to be accepted',
        came: accepted,
        mend: 'give the server the public key of the key of this check',
      },
    );
    const expectDenial = (what: string, code: string, reply: Reply, mend: string) =>
      expect(`${what}: ${name}`, isDenied(reply, code), {
        expected: `${code} and no data`,
        came: reply,
        mend,
      });
    expectDenial(
      'no context',
      'UNAUTHENTICATED',
      await send(request, null),
      'case fields need a context',
    );
    expectDenial(
      'no scope',
      'SCOPE_DENIED',
      await send(request, { ...own, scopes: [] }),
      'compare scopes with @requiresScopes',
    );
    const other = { ...own, purpose: 'urn:llo:purpose:vakgraaf-check' };
    expectDenial(
      'other purpose',
      'PURPOSE_DENIED',
      await send(request, other),
      'a purpose satisfies the policies that the list of purposes says, and no other',
    );
  }
  await checkSubject(check);
  for (const wrong of signer.wrong) {
    const passed: string[] = [];
    // A root field and an entity, because a server may check them in different places.
    for (const request of [
      requests[0],
      requests.findLast(({ name }) => name.startsWith('_entities')),
    ]) {
      if (request === undefined) continue;
      const spaced = { ...request, body: `${request.body} ` };
      const reply = await send(spaced, principalFor(request.purpose), wrong.sign);
      if (!isDenied(reply, 'UNAUTHENTICATED'))
        passed.push(`${request.name} gave ${describeReply(reply)}`);
    }
    if (requests.length === 0) continue;
    expect(`context ${wrong.name}`, passed.length === 0, {
      expected: 'UNAUTHENTICATED and no data',
      came: passed.join('; '),
      mend: wrong.mend,
    });
  }
  if (requests.length > 0) return;
  expect(`contexts of ${settings.kind}`, true, {
    expected: 'none: this kind has no case fields',
    came: '',
    mend: '',
  });
}

/** A refusal by status, or by a code. */
const isDenied = (reply: Reply, code: string): boolean =>
  !hasValues(reply.data) &&
  (codesOf(reply).includes(code) || (code === 'UNAUTHENTICATED' && reply.status === 401));

/** Lists, records by id and entities; `_entities` with an id that nobody holds, where the check has a key. */
function protectedRequests(check: SubgraphCheck): readonly ProtectedRequest[] {
  const { graph } = check;
  const found: ProtectedRequest[] = [];
  const add = (
    name: string,
    purpose: Purpose | null | undefined,
    query: string,
    variables: object,
  ) => {
    if (purpose) found.push({ name, purpose, body: JSON.stringify({ query, variables }) });
  };
  for (const list of graph.lists) {
    const { name, demands } = list;
    const [purpose] = check.purposesFor(demands);
    add(name, purpose, `{ ${name}(first: 1) { nodes ${keysOf(check, list)} } }`, {});
  }
  for (const entity of graph.entities) {
    const { name } = entity.type;
    const [purpose] = check.purposesFor(entity.demands);
    const held = check.known.find(
      (one) => one.representation.__typename === name && one.purpose === purpose,
    );
    const one = held?.representation ?? (purpose && unknownOf(check, entity, purpose));
    const selection = purpose ? graph.selectionOf(entity.type, purpose, 0) : '';
    if (one)
      add(`_entities ${name}`, purpose, entitiesQuery(`{ ... on ${name} ${selection} }`), {
        them: [one],
      });
  }
  for (const { name, node, demands } of graph.lookups) {
    const entity = graph.entities.find(({ type }) => type === node);
    const [purpose] = check.purposesFor(demands);
    const one = purpose && entity && unknownOf(check, entity, purpose);
    if (one)
      add(name, purpose, `query ($id: ID!) { ${name}(id: $id) { __typename } }`, { id: one['id'] });
  }
  return found;
}

/** A citizen who asks about themselves may use no other id of a person than that in the context. */
async function checkSubject(check: SubgraphCheck): Promise<void> {
  const { graph, ids, settings, client, signer, expect, principalFor } = check;
  const entity = graph.entities.find(({ type }) => type.name === 'Person');
  const purpose = [...settings.purposes.values()].find(
    (one) => one.policies.includes('purpose:inzage') && entity && graph.mayUse(one, entity.demands),
  );
  if (!entity || !purpose || !ids.has('Person')) return;
  const [own, other] = [NOBODY, '123456782'].map((text) => ids.encrypt('Person', text, purpose));
  const body = JSON.stringify({
    query: entitiesQuery(`{ ... on Person ${graph.selectionOf(entity.type, purpose, 0)} }`),
    variables: { them: [{ __typename: 'Person', id: other }] },
  });
  const principal = { ...principalFor(purpose), subject: own ?? '' };
  const reply = await client.send({ body, context: await signer.sign(principal, body) });
  expect('subject: Person', isDenied(reply, 'ID_INVALID'), {
    expected: 'ID_INVALID for another person than the subject of the context',
    came: reply,
    mend: 'where a context has a subject, accept this id of a person alone',
  });
}
