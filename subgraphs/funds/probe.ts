import { nearestName } from '../../core/config/nearest-name.ts';
import { failure, ok, warning, type Finding } from '../../core/findings/finding.ts';
import { intOrNull, text, textOrNull } from '../kit/partners/checked-value.ts';
import type { FaultDetail } from '../kit/partners/partner-fault.ts';
import { isVerified } from '../kit/partners/postgres-partner.ts';
import type { ReadColumn } from '../kit/partners/read-column.ts';
import { coverageText, shapeText } from '../kit/probe/describe-values.ts';
import { labourRegionFinder } from '../kit/statistics/labour-region.ts';
import {
  graphFindings,
  probePartner,
  unreadFindings,
  type Probe,
  type Probed,
  type ProbeTools,
  type Reported,
} from '../kit/probe/probe.ts';
import {
  catalogName,
  columnsIn,
  columnsStatement,
  shapesStatement,
  tablesStatement,
  type NamedColumn,
} from './catalog.ts';
import { funds } from './index.ts';
import type { FundLayout } from './layout.ts';
import type { FundEntry } from './partner-entry.ts';
import type { FundSource } from './source.ts';
import { VOUCHER_COLUMNS, type VoucherColumn } from './statistics-statements.ts';
import { flag } from './values.ts';

/** So many vouchers are read through the ordinary statements. */
const VOUCHERS_READ = 200;

/** Tables, columns and the first rows of a fund. Of a voucher nothing but counts and shapes is printed. */
export const probeFund: Probe<FundEntry> = (entry, tools) =>
  probePartner<FundEntry, FundSource>(entry, tools, {
    definition: funds,
    isDatabase: true,
    mend: (detail) => mendColumn(detail, entry.columns, tools),
    look: async (probed) => {
      const columns = await findColumns(entry, probed, tools);
      if (columns === null) return;
      probed.findings.unshift(transportOf(entry, tools));
      const isWhole = await lookAtColumns(entry, columns, probed, tools);
      if (isWhole) await readRecords(entry, probed, tools);
    },
  });

function transportOf({ id, url, tls }: FundEntry, { entryLine }: ProbeTools): Finding {
  const subject = `${id} TLS`;
  switch (isVerified({ url, tls })) {
    case true:
      return ok(subject, 'on, verified');
    case false:
      return warning(
        subject,
        `on, but the server is not verified: use tls: { mode: verify-full }, ${entryLine('tls')}`,
      );
    case null:
      return ok(subject, 'off: the address is on this machine, or its entry allows it');
  }
}

interface TableColumn {
  readonly type: string;
  readonly isReadable: boolean;
}

/** The columns of a table that exists, by name. */
type Catalog = ReadonlyMap<string, ReadonlyMap<string, TableColumn>>;

/** The columns of the layout that exist; null where the catalogue cannot be read. */
async function findColumns(
  { id, columns: layout }: FundEntry,
  { findings, ask }: Probed<FundSource>,
  { layoutLine }: ProbeTools,
): Promise<{ readonly usable: readonly NamedColumn[]; readonly isWhole: boolean } | null> {
  const wanted = columnsIn(layout);
  const tables = [...new Set(wanted.map(({ table }) => table))];
  const catalog = await ask('connection', async (source, call) =>
    catalogOf(await source.inspect(columnsStatement(tables), call)),
  );
  if (catalog === null) return null;
  let isWhole = true;
  const complain = (subject: string, sentence: string) => {
    findings.push(failure(`${id} ${subject}`, sentence));
    isWhole = false;
  };
  const lost = tables.filter((table) => !catalog.value.has(catalogName(table)));
  if (lost.length > 0) {
    const known = await ask('tables', async (source, call) =>
      (await source.inspect(tablesStatement, call)).flatMap(namesOfTable),
    );
    for (const table of lost) {
      const [part = ''] = wanted.find((one) => one.table === table)?.path ?? [];
      complain(
        `${part}.table`,
        `there is no table ${table} that this user can see${nearestText(table, known?.value ?? [])}: change ${layoutLine(part, 'table')}`,
      );
    }
  }
  const usable = wanted.filter(({ path, table, names }) => {
    const columns = catalog.value.get(catalogName(table));
    if (columns === undefined) return false;
    const subject = path.join('.');
    const absent = names.filter((name) => !columns.has(name));
    for (const name of absent) {
      complain(
        subject,
        `table ${table} has no column "${name}"${nearestText(name, [...columns.keys()])}: change ${layoutLine(...path)}`,
      );
    }
    const closed = names.filter((name) => columns.get(name)?.isReadable === false);
    for (const name of closed) {
      complain(
        subject,
        `this user may not read column "${name}" of table ${table}: let the partner grant select on it`,
      );
    }
    return absent.length + closed.length === 0;
  });
  return { usable, isWhole };
}

function nearestText(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === null ? '' : `, the nearest is "${near}"`;
}

function namesOfTable(row: ReadColumn): readonly string[] {
  const [schema, name] = [row('schema', text), row('name', text)];
  return [name, `${schema}.${name}`];
}

function catalogOf(rows: readonly ReadColumn[]): Catalog {
  const catalog = new Map<string, Map<string, TableColumn>>();
  for (const row of rows) {
    const column = row('column', textOrNull);
    if (column === null) continue;
    const table = row('table', text);
    const columns = catalog.get(table) ?? new Map<string, TableColumn>();
    catalog.set(table, columns);
    columns.set(column, { type: row('type', text), isReadable: row('readable', flag) });
  }
  return catalog;
}

/** The shape and coverage of each column; true where all of them can be used. */
async function lookAtColumns(
  { id }: FundEntry,
  { usable, isWhole }: { readonly usable: readonly NamedColumn[]; readonly isWhole: boolean },
  probed: Probed<FundSource>,
  tools: ProbeTools,
): Promise<boolean> {
  let isUsable = isWhole;
  for (const table of new Set(usable.map((one) => one.table))) {
    const columns = usable.filter((one) => one.table === table);
    const before = probed.findings.length;
    const shapes = await shapesOf(columns, table, probed);
    if (shapes === null) {
      // An expression of one column fails the others with it.
      probed.findings.splice(before);
      for (const column of columns) {
        const own = await shapesOf([column], table, probed, column.path.join('.'));
        const last = probed.findings.pop();
        if (own === null) {
          isUsable = false;
          const sentence = `${last?.text ?? ''} (${tools.layoutLine(...column.path)})`;
          probed.findings.push(failure(`${id} ${column.path.join('.')}`, sentence));
        }
        probed.findings.push(...(own ?? []).map((shape) => shapeFinding(id, column, shape)));
      }
      continue;
    }
    for (const [at, column] of columns.entries()) {
      const shape = shapes.find((one) => one.at === at);
      probed.findings.push(
        shape === undefined
          ? warning(`${id} ${column.path.join('.')}`, `table ${table} has no rows`)
          : shapeFinding(id, column, shape),
      );
      const problem = shape && typeProblem(column, shape.type, tools);
      if (problem !== undefined && problem !== null) {
        probed.findings.pop();
        probed.findings.push(failure(`${id} ${column.path.join('.')}`, problem));
        isUsable = false;
      }
    }
  }
  return isUsable;
}

interface Shape {
  readonly at: number;
  readonly rows: number;
  readonly present: number;
  readonly shape: string;
  readonly type: string;
}

async function shapesOf(
  columns: readonly NamedColumn[],
  table: string,
  { ask }: Probed<FundSource>,
  step = `table ${table}`,
): Promise<readonly Shape[] | null> {
  const statement = shapesStatement(
    table,
    columns.map(({ source }) => source),
  );
  const found = await ask(step, async (source, call) =>
    (await source.inspect(statement, call)).map(shapeIn),
  );
  return found && found.value;
}

function shapeIn(row: ReadColumn): Shape {
  const number = (name: string) => row(name, intOrNull) ?? 0;
  const type = row('type', text);
  const form = row('digits', flag) ? 'digits' : 'text';
  const isText = /^(?:text|character varying|character|"char"|name|citext|uuid)$/.test(type);
  const shape = shapeText(form, number('shortest'), number('longest'));
  const present = number('present');
  return {
    at: number('at'),
    rows: number('rows'),
    present,
    shape: !isText || present === 0 ? type : type === 'text' ? shape : `${type}, ${shape}`,
    type,
  };
}

function shapeFinding(id: string, { path }: NamedColumn, { rows, present, shape }: Shape): Finding {
  return ok(`${id} ${path.join('.')}`, coverageText({ count: rows, present, shape }, 'rows'));
}

const MOMENTS = /^(date|timestamp)/;
const AMOUNTS = /^(numeric|money|smallint|integer|bigint|real|double precision)/;

/** Columns that statements compare or add, and so must have a type of days or of amounts. */
function typeProblem(
  { path, source }: NamedColumn,
  type: string,
  { layoutLine }: ProbeTools,
): string | null {
  const [part = '', name = ''] = path;
  if (['issuedOn', 'expiresOn', 'redeemedOn', 'changedAt'].includes(name) && !MOMENTS.test(type)) {
    return `it is of type ${type} where a day is needed: write to_date(${source}, 'DD-MM-YYYY') with its own format, ${layoutLine(...path)}`;
  }
  if (part === 'vouchers' && name === 'amount' && !AMOUNTS.test(type)) {
    return `it is of type ${type} where a number is needed: let the partner make a column of numbers, or name another, ${layoutLine(...path)}`;
  }
  return null;
}

/** Reads schemes, some vouchers and the counts as the subgraph does. */
async function readRecords(
  entry: FundEntry,
  { findings, ask }: Probed<FundSource>,
  tools: ProbeTools,
): Promise<void> {
  const { id, columns: layout } = entry;
  const today = new Date().toISOString().slice(0, 10);
  const schemes = await ask('schemes', (source, call) => source.schemes(today, call));
  if (schemes !== null) {
    findings.push(
      ...wordFindings(id, schemes, schemes.value.length, tools),
      ...unreadFindings(
        id,
        schemes.unread,
        (_, field) =>
          `they are null, let the partner mend them, or change ${tools.layoutLine('schemes', layoutName(field))}`,
      ),
      ...graphFindings(id, 'schemes', schemes.value),
    );
  }
  const wanted = {
    selection: {},
    after: undefined,
    direction: 'DESC',
    limit: VOUCHERS_READ,
  } as const;
  const vouchers = await ask('vouchers', (source, call) => source.voucherPage(wanted, call));
  if (vouchers !== null) {
    const records = vouchers.value;
    findings.push(
      ...wordFindings(id, vouchers, records.length, tools),
      ...graphFindings(id, 'of the newest vouchers', records),
    );
  }
  // Each by itself, because each has to be counted within the deadline.
  const counted = { until: today, programmes: null, regionOf: labourRegionFinder(today) };
  for (const column of countableColumns(layout)) {
    const counts = await ask(`counts by ${column}`, (source, call) =>
      source.statistics.counts(counted, [column], call),
    );
    if (counts !== null) findings.push(...wordFindings(id, counts, null, tools));
  }
  if (layout.declarations !== undefined) {
    await ask('declarations, for an empty list of vouchers', (source, call) =>
      source.declarations([], call),
    );
  }
}

/** What is counted by a column of its own in the layout. */
function countableColumns({ vouchers: v, schemes: s }: FundLayout): readonly VoucherColumn[] {
  const sourceOf: Readonly<Partial<Record<VoucherColumn, unknown>>> = {
    programme: s.programme,
    'voucher-type': s.type,
    'voucher-use': v.use,
    requester: v.requestedBy,
    'employer-size': v.employerSize,
    membership: v.membership,
    region: v.municipality,
    situation: v.applicantSituation,
    issued: v.issuedOn,
    redeemed: v.redeemedOn,
    expired: v.status && v.expiresOn,
    withdrawn: v.status && v.changedAt,
  };
  return VOUCHER_COLUMNS.filter((column) => sourceOf[column] !== undefined);
}

/** The part of the layout that gives words their meaning, by the name of the column in a result. */
const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  type: ['schemes', 'type', 'values'],
  uses: ['schemes', 'uses', 'values'],
  programme: ['words', 'programmes'],
  sectors: ['words', 'sectors'],
  regions: ['words', 'regions'],
  target_groups: ['words', 'targetGroups'],
  use: ['vouchers', 'use', 'values'],
  status: ['vouchers', 'status', 'values'],
  requested_by: ['vouchers', 'requestedBy', 'values'],
  voucher_type: ['schemes', 'type', 'values'],
  voucher_use: ['vouchers', 'use', 'values'],
  requester: ['vouchers', 'requestedBy', 'values'],
  employer_size: ['vouchers', 'employerSize', 'values'],
  membership: ['vouchers', 'membership', 'values'],
  situation: ['vouchers', 'applicantSituation', 'values'],
  school: ['vouchers', 'school', 'values'],
  municipality: ['vouchers', 'municipality'],
  region: ['vouchers', 'municipality'],
};

/** `rows` is how many were read; of counts only the number of different words is known. */
function wordFindings(
  id: string,
  { unknownWords }: Reported,
  rows: number | null,
  { layoutLine }: ProbeTools,
): readonly Finding[] {
  return [...unknownWords].map(([key, count]) => {
    const [step = '', field = ''] = key.split('.');
    const path = MEANINGS[field] ?? [];
    const where = rows === null ? 'different ones in all rows' : `in ${rows} rows`;
    const mend =
      path.at(-1) === 'municipality' ? 'write an expression that gives a CBS code' : 'add them';
    return warning(
      `${id} ${step} ${field}`,
      `unknown words: ${count} ${where}; ${mend}, ${layoutLine(...path)}`,
    );
  });
}

/** Says which line of the layout names the column of a value that cannot be read. */
function mendColumn(
  { reason, fields }: FaultDetail,
  layout: FundLayout,
  { layoutLine }: ProbeTools,
): string | null {
  const [field] = fields ?? [];
  if (reason !== 'value' || field === undefined) return null;
  const [alias = ''] = field.split(': ');
  const column = columnsIn(layout).find(({ path }) => path[1] === layoutName(alias));
  if (column === undefined) return null;
  return `${column.path.join('.')} holds a value that cannot be read (${field}): change ${layoutLine(...column.path)}, or let the partner mend it`;
}

/** The name in a layout of a column of a statement, such as `applyAt` of `apply_at`. */
function layoutName(alias: string): string {
  return alias.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
