/** Unavailable partners are named, and never look like an empty list. */
import { FAULTS } from '../../core/errors/error-codes.ts';
import { isObject } from '../../core/structures/is-object.ts';
import { entitiesQuery, partnerOf, unknownOf } from './check-entities.ts';
import { keysOf } from './check-lists.ts';
import type { SubgraphCheck } from './check-subgraph.ts';
import type { Reply, ReplyError } from './subgraph-client.ts';
import { codeOf, listOf, rowsOf } from './read-reply.ts';

export async function checkPartners(check: SubgraphCheck): Promise<void> {
  const { client, settings, expect } = check;
  const { kind, unavailable } = settings;
  const answering = await boardOf(check);
  if (unavailable === undefined) {
    const how = 'stop that of one, and check again with --unavailable ID';
    check.skip('unavailable partners', `no system of a partner is known to be down: ${how}`);
  } else {
    await checkUnavailable(check, unavailable, answering);
  }
  const wrong = new Set<string>();
  for (const reply of client.replies) {
    const named = reply.errors.filter((error) => codeOf(error) === 'PARTNER_NO_ANSWER');
    for (const error of named) for (const what of misfitsOf(error, kind)) wrong.add(what);
    const keys = named.map(({ extensions, path }) => JSON.stringify([extensions['partner'], path]));
    if (new Set(keys).size < keys.length) wrong.add('a partner twice at one path');
  }
  expect('PARTNER_NO_ANSWER', wrong.size === 0, {
    expected: `one error for each unavailable partner, with a path and extensions { code, partner, kind: "${kind}", fault }`,
    came: [...wrong].join(', '),
    mend: `give the id of the partner, and a fault of ${FAULTS.join(', ')}`,
  });
}

function misfitsOf({ path, extensions }: ReplyError, kind: string): readonly string[] {
  const { partner, fault } = extensions;
  return [
    ...(typeof partner === 'string' || partner === null ? [] : ['no partner']),
    ...(extensions['kind'] === kind ? [] : ['another kind']),
    ...(FAULTS.some((one) => one === fault) ? [] : ['another fault']),
    ...(Array.isArray(path) ? [] : ['no path']),
  ];
}

/** The partners that answer, by the board of partners; insights has none, because it asks nobody. */
async function boardOf(check: SubgraphCheck): Promise<readonly string[]> {
  const { graph, ask, expect, settings } = check;
  const { board } = graph;
  const { unavailable } = settings;
  if (board === undefined) return [];
  const reply = await ask(
    entitiesQuery(`{ ... on PartnerBoard { ${board} { id state fault } } }`),
    null,
    {
      them: [{ __typename: 'PartnerBoard', moment: 'now' }],
    },
  );
  const [found] = listOf(reply) ?? [];
  const list = isObject(found) ? found[board] : undefined;
  const partners = (Array.isArray(list) ? list : []).filter(isObject);
  const hasPartners = partners.length > 0 || (settings.kind === 'insights' && Array.isArray(list));
  const isWhole = hasPartners && partners.every(({ id }) => typeof id === 'string');
  const isShown = unavailable === undefined || partners.some(({ id }) => id === unavailable);
  expect('PartnerBoard', isWhole && isShown, {
    expected: 'every partner of this kind, with its id and state, an unavailable one too',
    came: reply,
    mend: `resolve PartnerBoard.${board} for the key { moment: "now" }`,
  });
  return partners.flatMap(({ id, state }) =>
    typeof id === 'string' && (state === 'ANSWERING' || state === 'SLOW') ? [id] : [],
  );
}

async function checkUnavailable(
  check: SubgraphCheck,
  unavailable: string,
  answering: readonly string[],
): Promise<void> {
  const { graph, ask, expect } = check;
  const expectNamed = (subject: string, reply: Reply, lost: string | null = null) =>
    expect(`unavailable partner: ${subject}`, isNamed(reply, unavailable) && lost === null, {
      expected: `PARTNER_NO_ANSWER that names "${unavailable}"`,
      came: lost ?? reply,
      mend: 'keep what arrived, name the partner, and give null where nothing arrived',
    });
  for (const list of graph.lists) {
    const { name, demands } = list;
    const [purpose] = check.purposesFor(demands);
    if (purpose === undefined) continue;
    const reply = await ask(`{ ${name}(first: 5) { nodes ${keysOf(check, list)} } }`, purpose);
    const rows = rowsOf(reply, name);
    const hasOthers = answering.some((one) => one !== unavailable);
    // A caseload is that of one organisation, which may have no other system.
    const isLost = rows === null && hasOthers && name !== 'caseload';
    if (rows === null && hasOthers && name === 'caseload') {
      check.skip(
        `rows of ${name}`,
        'it is null: that is right only if the partners that answer are of others',
      );
    }
    const isEmptied = rows?.length === 0 && !hasOthers;
    expectNamed(
      name,
      reply,
      isLost
        ? 'null, although others answer'
        : isEmptied
          ? 'an empty list, although none answers'
          : null,
    );
  }
  for (const entity of graph.entities) {
    const { name } = entity.type;
    const [purpose] = check.purposesFor(entity.demands);
    const one = purpose === undefined ? null : unknownOf(check, entity, purpose, unavailable);
    // Other ids do not say which partner holds the record.
    const isOfPartner = answering.includes(partnerOf(check, name));
    if (purpose === undefined || one === null || !isOfPartner) continue;
    const selection = graph.selectionOf(entity.type, purpose, 1);
    const reply = await ask(entitiesQuery(`{ ... on ${name} ${selection} }`), purpose, {
      them: [one],
    });
    expectNamed(name, reply);
  }
}

const isNamed = ({ errors }: Reply, partner: string): boolean =>
  errors.some(
    (error) => codeOf(error) === 'PARTNER_NO_ANSWER' && error.extensions['partner'] === partner,
  );
