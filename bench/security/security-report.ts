/** Turns the measurements of the security benchmark into rows of a file and a table on the terminal. */
import { median, summarize, type Row } from '../report.ts';
import type { SecurityMeasurement } from './security-cost.ts';
import { SECURITY_PARTS, PART_DESCRIPTIONS } from './variants.ts';
import { print } from '../results.ts';

export interface SecurityRow extends Row {
  readonly people: number;
  readonly cpuMsGateway: number;
  readonly cpuMsSubgraph: number;
  readonly gatewaySpread: readonly [number, number];
  readonly subgraphSpread: readonly [number, number];
}

/** A row for each variant and number of people, in the order of measuring. */
export function securityRows(measured: readonly SecurityMeasurement[]): readonly SecurityRow[] {
  const keys = new Set(measured.map(({ people, variant }) => `${people} people/${variant}`));
  return [...keys].flatMap((key) => {
    const windows = measured.filter((one) => `${one.people} people/${one.variant}` === key);
    const [row] = summarize(new Map([[key, windows.map(({ result }) => result)]]));
    const cpuOf = (index: number) => windows.map(({ result }) => result.cpuMsParts[index] ?? 0);
    if (row === undefined) return [];
    return {
      ...row,
      people: windows[0]?.people ?? 0,
      cpuMsGateway: rounded(median(cpuOf(0))),
      cpuMsSubgraph: rounded(median(cpuOf(1))),
      gatewaySpread: spreadOf(cpuOf(0)),
      subgraphSpread: spreadOf(cpuOf(1)),
    };
  });
}

/** The cost of a part is the difference between everything and the variant without the part. */
export function printSecurity(rows: readonly SecurityRow[]): void {
  for (const people of new Set(rows.map((row) => row.people))) {
    const own = rows.filter((row) => row.people === people);
    const whole = own.find(({ name }) => name === 'everything');
    print(`\nan operation about ${people} people`);
    print(
      '                          CPU-ms/request: gateway              subgraph   p50   p99     costs: gateway  subgraph',
    );
    for (const row of own) print(lineOf(row, whole));
  }
  print('\nThe cost of a part is the difference between everything and the variant without it.');
  print('each token new: everything; otherwise a token is verified once and then cached');
  for (const part of SECURITY_PARTS) print(`${part}: ${PART_DESCRIPTIONS[part]}`);
}

function lineOf(row: SecurityRow, whole: SecurityRow | undefined): string {
  const cost = (value: (one: SecurityRow) => number) =>
    whole === undefined || whole === row ? '' : (value(whole) - value(row)).toFixed(2);
  return [
    `  ${row.name.padEnd(18)}`,
    cpuText(row.cpuMsGateway, row.gatewaySpread).padStart(26),
    cpuText(row.cpuMsSubgraph, row.subgraphSpread).padStart(21),
    String(row.p50Ms).padStart(5),
    String(row.p99Ms).padStart(5),
    cost(({ cpuMsGateway }) => cpuMsGateway).padStart(18),
    cost(({ cpuMsSubgraph }) => cpuMsSubgraph).padStart(9),
  ].join(' ');
}

function cpuText(middle: number, [low, high]: readonly [number, number]): string {
  return `${middle.toFixed(2)} [${low.toFixed(2)}-${high.toFixed(2)}]`;
}

function spreadOf(values: readonly number[]): readonly [number, number] {
  return [rounded(Math.min(...values)), rounded(Math.max(...values))];
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
