import { parseArgs } from 'node:util';
import { nearestName } from '../../core/config/nearest-name.ts';
import { DEMO_KINDS } from './demo-parts.ts';

export interface DemoOptions {
  readonly port: number;
  /** Partners, or kinds, whose systems are silent from the start. */
  readonly broken: readonly string[];
  readonly without: readonly string[];
  readonly scale: number;
  readonly date: string | undefined;
  /** Subgraphs that run elsewhere: name to address. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** Subgraphs and partner systems at the ports of the partner list and the supergraph, not at free ones. */
  readonly hasUsualPorts: boolean;
  readonly isVerbose: boolean;
}

const GATEWAY_PORT = 4000;
const SCALE_MAX = 1000;

export const USAGE = `npm start -- [options]

  --break ID|KIND        start with this partner, or all partners of a kind, silent
  --without KIND         leave a kind out altogether
  --scale N              N times as many invented people and vouchers
  --date YYYY-MM-DD      the day the demo believes it is
  --subgraph NAME=URL    use a subgraph that runs elsewhere
  --usual-ports          subgraphs at 4001–4006, partners at the ports of subgraphs/partners.yaml
                         (without it they take free ports, so that two demos can run at once)
  --verbose              show what every process prints
  PORT=N npm start       another port for the gateway (default ${GATEWAY_PORT}; 0 takes a free one)`;

/** Reads the command line; throws a sentence that says what was expected. */
export function parseOptions(args: readonly string[], portWished?: string): DemoOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      break: { type: 'string', multiple: true, default: [] },
      without: { type: 'string', multiple: true, default: [] },
      scale: { type: 'string', default: '1' },
      date: { type: 'string' },
      subgraph: { type: 'string', multiple: true, default: [] },
      'usual-ports': { type: 'boolean', default: false },
      // What happens anyway; older commands still name it.
      'free-ports': { type: 'boolean' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return 'help';
  const kinds = DEMO_KINDS.map((demo) => demo.kind);
  const partners = DEMO_KINDS.flatMap((demo) => demo.partners.map((partner) => partner.id));
  return {
    port: parseWhole(portWished ?? String(GATEWAY_PORT), 'PORT', 65_535, 0),
    broken: values.break.map((name) => parseName(name, '--break', [...kinds, ...partners])),
    without: values.without.map((name) => parseName(name, '--without', kinds)),
    scale: parseWhole(values.scale, '--scale', SCALE_MAX),
    date: values.date === undefined ? undefined : parseDate(values.date),
    elsewhere: new Map(values.subgraph.map((pair) => parseSubgraph(pair, kinds))),
    hasUsualPorts: values['usual-ports'],
    isVerbose: values.verbose,
  };
}

function parseName(name: string, option: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  const nearest = nearestName(name, known);
  const hint =
    nearest === null ? `expected one of ${known.join(', ')}` : `did you mean "${nearest}"?`;
  throw new Error(`Cannot use ${option} "${name}": ${hint}`);
}

function parseWhole(text: string, name: string, most: number, least = 1): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`Cannot use ${name} "${text}": expected a whole number from ${least} to ${most}`);
}

function parseDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isDate) return text;
  throw new Error(`Cannot use --date "${text}": expected a day such as 2026-11-21`);
}

function parseSubgraph(pair: string, kinds: readonly string[]): readonly [string, string] {
  const at = pair.indexOf('=');
  const url = at < 0 ? '' : pair.slice(at + 1);
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new Error(`Cannot use --subgraph "${pair}": expected NAME=http://…`);
  }
  return [parseName(pair.slice(0, at), '--subgraph', kinds), url];
}
