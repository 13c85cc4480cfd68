/** One province with a register of its own, as its entry and its layout describe it, behind the subgraph. */
import { parsePartners } from '../../subgraphs/partners.ts';
import { warmUpTableReader } from '../../subgraphs/provinces/table-reader.ts';
import { startFakeHttp, type FakeHttp, type FakeResponse } from '../support/fake-http.ts';
import {
  startSubgraphHarness,
  type GraphqlResult,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';

interface OwnRegister {
  readonly http: FakeHttp;
  readonly subgraph: SubgraphHarness;
  stop(): Promise<void>;
}

/** `layout` is what stands below `registers.own` in the partner list. */
async function startOwnRegister(
  layout: string,
  files: Readonly<Record<string, FakeResponse>>,
): Promise<OwnRegister> {
  await warmUpTableReader();
  const http = await startFakeHttp(files);
  const indented = layout.trim().replaceAll(/^/gm, '    ');
  const list = `
partners:
  - { id: flevoland, kind: provinces, name: Flevoland, synthetic: true, url: '${http.url}', region: PV24, register: own, deadlineMs: 20000 }
registers:
  own:
${indented}
`;
  const subgraph = await startSubgraphHarness('provinces', parsePartners(list, 'list.yaml'), []);
  return {
    http,
    subgraph,
    stop: async () => {
      await subgraph.stop();
      await http.stop();
    },
  };
}

/** Asks one register one question, and gives the lines that it logged beside the response. */
export async function askOwnRegister(
  layout: string,
  files: Readonly<Record<string, FakeResponse>>,
  query: string,
  variables: object = {},
): Promise<{ readonly response: GraphqlResult; readonly log: readonly LogLine[] }> {
  const register = await startOwnRegister(layout, files);
  try {
    const response = await register.subgraph.ask(null, query, variables);
    const lines = register.subgraph.log().split('\n').filter(Boolean);
    return { response, log: lines.map((line) => JSON.parse(line) as LogLine) };
  } finally {
    await register.stop();
  }
}

export interface LogLine {
  readonly msg: string;
  readonly list?: string;
  readonly field?: string;
  readonly shapes?: readonly string[];
  readonly count?: number;
  readonly reason?: string;
  readonly fields?: readonly string[];
}

/** What was logged of values that cannot be read. */
export function unreadIn(log: readonly LogLine[]) {
  return log
    .filter(({ msg }) => msg === 'Values that cannot be read')
    .map(({ list, field, shapes, count }) => ({ list, field, shapes, count }));
}

/** A finder's question about one day. */
export function finderKeys(filter: object): object {
  const question = Buffer.from(JSON.stringify(filter)).toString('base64url');
  return { keys: [{ __typename: 'InstrumentFinder', question }] };
}

export const FLEVOLAND_GARBLED = {
  message: 'Partner "flevoland" gave no answer: garbled',
  path: ['pilots'],
  extensions: {
    code: 'PARTNER_NO_ANSWER',
    partner: 'flevoland',
    kind: 'provinces',
    fault: 'garbled',
  },
};
