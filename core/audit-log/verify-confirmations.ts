/**
 * Compares logs of both sides: what the gateway's log says about the logs of partners (receipts), what those say about the
 * gateway's (heads), and what each signed about itself. Logs may have millions of lines: they are read as streams, and
 * what one says about another is kept on the disk until that other one is read.
 */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { splitLine } from './chained-line.ts';
import { createAnchorStore, keyOf, type Anchor, type AnchorStore, type Target } from './anchors.ts';
import { eachLine } from './each-line.ts';
import { type Deletion } from './deletion.ts';
import { parseLine, type LogFile } from './read-lines.ts';
import { parseHead, parseReceipt, type Place } from './receipt.ts';
import { dayOf } from './series-writer.ts';
import { readSignedHead, type HeadKey } from './read-signed-head.ts';
import {
  isGateway,
  isOnly,
  logFilesIn,
  retried,
  verifiedOf,
  verifyChains,
  type Chains,
  type ChainFile,
  type Damage,
  type Finding,
  type Verified,
  type Warning,
} from './verify-log.ts';

export interface VerifyOptions {
  /** Where the logs are, the gateway's and those of partners. */
  readonly folders: readonly string[];
  readonly now: Date;
  /** Names of logs that are not given on purpose: what others say about them is not checked. */
  readonly without?: readonly string[];
  readonly keys?: readonly HeadKey[];
  /** Files with signed heads that were kept elsewhere; those beside the logs are always read. */
  readonly signedHeadFiles?: readonly string[];
}

export interface Confirmed extends Verified {
  /** Requests of which the lines in all logs confirm each other. */
  readonly receipts: number;
  /** Logs about which others say something, and which were not given on purpose. */
  readonly notGiven: readonly string[];
}

const SIGNED_HEADS_FILE = 'signed-heads.jsonl';
const DAY_MS = 86_400_000;
/** How long the lines of one request may be apart, and how much clocks may differ. */
const APART_MS = 300_000;
/** Requests without a receipt of which the reason is looked for. */
const UNCONFIRMED_MAX = 100_000;
const ABSENT_MAX = 10_000;
const GROUPS_MAX = 10_000;
/** Signed heads that are recognised when they come again. */
const SIGNED_MAX = 10_000;

/** Checks all logs, each by itself and against the others. */
export function verifyConfirmations(options: VerifyOptions): Promise<Confirmed> {
  return retried(async () => {
    const store = await createAnchorStore();
    try {
      return await new Verification(options, store).run();
    } finally {
      await store.remove();
    }
  });
}

/** Lines of one request in one file that no receipt covers. */
interface Unconfirmed {
  readonly log: LogFile;
  readonly line: number;
  readonly traceId: string;
  readonly kind: string;
  readonly atMs: number;
}

/** A file that others say something about, and that is not there. */
interface Absent {
  readonly target: Target;
  readonly by: string;
  /** The time of the newest request that has lines in it. */
  latestMs: number;
}

class Verification {
  private readonly options: VerifyOptions;
  private readonly store: AnchorStore;
  private readonly damages: Damage[] = [];
  private readonly warnings: Warning[] = [];
  /** What single lines show. */
  private readonly damaged = new Grouped<Damage['what']>();
  private readonly warned = new Grouped<Warning['what']>();
  private readonly absent = new Map<string, Absent>();
  private readonly unconfirmed = new Map<string, Unconfirmed>();
  private readonly lastMs = new Map<string, number>();
  private readonly signed = new Set<string>();
  private readonly lastHeads = new Map<string, string>();
  private targets = new Map<string, LogFile[]>();
  private receipts = 0;

  constructor(options: VerifyOptions, store: AnchorStore) {
    this.options = options;
    this.store = store;
  }

  async run(): Promise<Confirmed> {
    const { folders, signedHeadFiles = [], without = [] } = this.options;
    const logs = await logFilesIn(folders);
    this.targets = groupByTarget(logs);
    const chains = await verifyChains(logs, this.takeLine, this.store.flushIfFull);
    const beside = await filesNamed(SIGNED_HEADS_FILE, folders);
    for (const path of [...beside, ...signedHeadFiles]) await this.readSignedHeads(path);
    const hasGateway = logs.some(isGateway);
    if (!hasGateway && !without.includes('gateway')) {
      this.damages.push({ file: 'gateway', line: null, what: 'missing log' });
    }
    for (const [key, candidates] of this.targets) {
      await this.checkTarget(key, candidates, chains, hasGateway);
    }
    this.reportAbsent(chains);
    if (this.unconfirmed.size > 0) await this.explain(chains);
    return {
      ...verifiedOf({
        files: chains.files,
        damages: [...chains.damages, ...this.damaged.list(), ...this.damages],
        warnings: [...chains.warnings, ...this.warned.list(), ...this.warnings],
      }),
      receipts: this.receipts,
      notGiven: without.filter((name) => !logs.some((log) => log.name === name)),
    };
  }

  /** Keeps what a line says about other lines. */
  private readonly takeLine = (log: LogFile, line: number, text: string): void => {
    const file = basename(log.path);
    if (isOnly(text, 'llo.signed_head')) {
      return this.takeSignedHead(parseLine(text)?.['llo.signed_head'], file, line);
    }
    const by = `${file}:${line}`;
    if (!isGateway(log)) return this.takeHeadOfGateway(log, text, by);
    const record = parseLine(text);
    if (record === null || typeof record['trace_id'] !== 'string') {
      return this.damaged.add(file, line, 'forged');
    }
    const { trace_id: traceId, time, receipts, signed_heads: signedHeads } = record;
    const atMs = Date.parse(String(time));
    if (!Number.isNaN(atMs)) this.lastMs.set(log.path, atMs);
    const parsed = listOf(receipts).map(parseReceipt);
    for (const receipt of parsed) {
      if (receipt === null) this.damaged.add(file, line, 'forged');
      else this.anchor(receipt, { ...receipt, traceId, by }, atMs);
    }
    this.receipts += parsed.length;
    for (const jws of listOf(signedHeads)) this.takeSignedHead(jws, file, line);
    if (parsed.length === 0 && isAnsweredByPartners(record)) {
      this.warned.add(file, line, 'without receipts');
    }
  };

  private takeHeadOfGateway(log: LogFile, text: string, by: string): void {
    if (!text.includes('"vakgraaf.gateway_head":"')) return;
    const resource = parseLine(text)?.['resource'] as { attributes?: Record<string, unknown> };
    const head = resource?.attributes?.['vakgraaf.gateway_head'];
    // Lines of one moment have the same head.
    if (typeof head !== 'string' || this.lastHeads.get(log.path) === head) return;
    this.lastHeads.set(log.path, head);
    const place = parseHead(head);
    if (place !== null) this.anchor(place, { ...place, firstLine: place.line, traceId: null, by });
  }

  private takeSignedHead(jws: unknown, file: string, line: number): void {
    if (typeof jws === 'string' && this.signed.has(jws)) return;
    const head = readSignedHead(jws, this.options.keys ?? []);
    if (head === null || head.signature === 'invalid') {
      return this.damaged.add(file, line, 'signature');
    }
    if (this.signed.size < SIGNED_MAX) this.signed.add(String(jws));
    if (head.signature === 'no key') this.warned.add(head.log, null, 'signature not checked');
    for (const place of head.heads) {
      const by = `${head.log} ${head.day} (${file}:${line})`;
      this.anchor(place, { ...place, firstLine: place.line, traceId: null, by });
    }
  }

  private async readSignedHeads(path: string): Promise<void> {
    const { tornBytes } = await eachLine(path, (text, line) => {
      this.takeSignedHead(parseLine(text ?? '')?.['llo.signed_head'] ?? text, basename(path), line);
    });
    // A process that is killed may leave part of a line.
    if (tornBytes > 0) this.warnings.push({ file: basename(path), line: null, what: 'torn' });
  }

  private anchor(place: Place, anchor: Anchor, atMs = Number.NEGATIVE_INFINITY): void {
    const target = { name: place.name, days: place.days, number: place.file };
    const key = keyOf(target);
    if (this.targets.has(key)) return this.store.add(target, anchor);
    const found = this.absent.get(key);
    if (found !== undefined) found.latestMs = Math.max(found.latestMs, atMs);
    else if (this.absent.size < ABSENT_MAX)
      this.absent.set(key, { target, by: anchor.by, latestMs: atMs });
  }

  /** Checks what others say about one file, which several processes with a log of the same name may each have. */
  private async checkTarget(
    key: string,
    candidates: readonly LogFile[],
    chains: Chains,
    hasGateway: boolean,
  ): Promise<void> {
    const [first] = candidates;
    if (first === undefined) return;
    const anchors = await this.store.of(first);
    const file = basename(first.path);
    if (anchors === null) {
      return void this.damages.push({ file, line: null, what: 'unreadable', by: key });
    }
    let left = anchors;
    for (const log of candidates) {
      const isLast = log === candidates.at(-1);
      const own = isLast ? left : await matching(log, left);
      const known = new Set(own);
      if (!isLast) left = left.filter((one) => !known.has(one));
      if (own.length === 0 && (isGateway(log) || !hasGateway)) continue;
      const seen = chains.files.find((one) => one.log === log)?.lines ?? 0;
      const check = new FileCheck(log, own, isGateway(log) || !hasGateway ? 0 : seen);
      await eachLine(log.path, check.take).catch(ifUnreadable);
      this.damages.push(...check.damages());
      for (const one of check.unconfirmed.values()) this.addUnconfirmed(one);
    }
  }

  private addUnconfirmed(one: Unconfirmed): void {
    if (this.unconfirmed.size < UNCONFIRMED_MAX) {
      this.unconfirmed.set(`${one.log.path} ${one.line}`, one);
    } else this.damaged.add(basename(one.log.path), one.line, 'forged');
  }

  /** A file that is not there was deleted after its retention, on record; or it is missing. */
  private reportAbsent({ files }: Chains): void {
    const missingLogs = new Set(files.some(({ log }) => isGateway(log)) ? [] : ['gateway']);
    for (const { target, by, latestMs } of this.absent.values()) {
      const { name } = target;
      const own = files.filter(({ log }) => log.name === name);
      if (this.options.without?.includes(name) === true && own.length === 0) continue;
      if (own.length === 0) {
        if (!missingLogs.has(name)) {
          this.damages.push({ file: name, line: null, what: 'missing log', by });
        }
        missingLogs.add(name);
        continue;
      }
      const deletion = own
        .filter(({ log }) => log.days === target.days)
        .flatMap(({ deletions }) => deletions)
        .find((one) => one.first_file <= target.number && target.number <= one.last_file);
      if (deletion === undefined) {
        this.damages.push({ file: keyOf(target), line: null, what: 'missing', by });
      } else if (isEarly(latestMs, target.days, Date.parse(deletion.at), this.options.now)) {
        this.damages.push({ file: keyOf(target), line: null, what: 'early', by });
      }
    }
  }

  /** Tells lines that a crash left without a receipt from lines that no request wrote. */
  private async explain(chains: Chains): Promise<void> {
    const wanted = new Map<string, RequestLine[]>();
    for (const { traceId } of this.unconfirmed.values()) wanted.set(traceId, []);
    const gateways = chains.files.filter(({ log }) => isGateway(log));
    for (const { log } of gateways) {
      const take = (text: string | null) => {
        const record = text === null ? null : parseLine(text);
        wanted.get(String(record?.['trace_id']))?.push(record as unknown as RequestLine);
      };
      await eachLine(log.path, take).catch(ifUnreadable);
    }
    const crashes = crashesOf(gateways, this.lastMs);
    const found = new Grouped<'unconfirmed' | 'forged' | 'early'>();
    for (const one of this.unconfirmed.values()) {
      const lines = wanted.get(one.traceId) ?? [];
      const why = reasonOf(one, lines, crashes, gateways, this.options.now);
      if (why !== null) found.add(basename(one.log.path), one.line, why);
    }
    for (const { what, ...place } of found.list()) {
      if (what === 'unconfirmed') this.warnings.push({ ...place, what });
      else this.damages.push({ ...place, what });
    }
  }
}

/** The first finding of each sort in a file, with their number: one change of a log may show in all later lines. */
class Grouped<What extends string> {
  private readonly found = new Map<string, { first: Finding<What>; count: number }>();

  add(file: string, line: number | null, what: What, by?: string): void {
    const known = this.found.get(`${file} ${what}`);
    if (known !== undefined) return void (known.count += 1);
    if (this.found.size >= GROUPS_MAX) return;
    const first = { file, line, what, ...(by !== undefined && { by }) };
    this.found.set(`${file} ${what}`, { first, count: 1 });
  }

  list(): readonly Finding<What>[] {
    return [...this.found.values()].map(({ first, count }) => ({
      ...first,
      ...(count > 1 && { count }),
    }));
  }
}

/** A line of the gateway, as far as it explains why there is no receipt. */
interface RequestLine {
  readonly outcome?: unknown;
  readonly silent?: unknown;
  readonly kinds?: unknown;
  readonly receipts_dropped?: unknown;
}

interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Null where the gateway's lines of that time were deleted after their retention. */
function reasonOf(
  { log, kind, atMs }: Unconfirmed,
  lines: readonly RequestLine[],
  crashes: readonly Period[],
  gateways: readonly ChainFile[],
  now: Date,
): 'unconfirmed' | 'forged' | 'early' | null {
  const isLost = lines.some(
    ({ outcome, silent, kinds, receipts_dropped: dropped }) =>
      // Its response did not reach the gateway in time, nobody got an answer, or it confirmed too much.
      listOf(silent).includes(kind) ||
      (listOf(kinds).includes(kind) && (outcome === 'refused' || dropped !== undefined)),
  );
  if (isLost) return 'unconfirmed';
  if (lines.length > 0) return 'forged';
  const midnightMs = Date.parse(log.day);
  // All lines of a file are of its day: a later time in an old file would make it one of the last moments.
  const isOfDay = midnightMs - APART_MS <= atMs && atMs < midnightMs + DAY_MS + APART_MS;
  if (!isOfDay) return 'forged';
  if (crashes.some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs)) return 'unconfirmed';
  // The clock of the gateway may have passed midnight after that of the partner.
  const day = atMs < midnightMs + APART_MS ? dayOf(new Date(midnightMs - DAY_MS)) : log.day;
  const deleted = gateways.flatMap(({ deletions }) => deletions).filter(({ to }) => day <= to);
  const isEarlyIn = ({ days, at }: Deletion) => isEarly(atMs, days, Date.parse(at), now);
  const own = deleted.find(({ days }) => days === log.days);
  if (own !== undefined) return isEarlyIn(own) ? 'early' : null;
  // A partner, and a gateway before its purposes are read again, may keep lines for another number of days.
  return deleted.some((one) => !isEarlyIn(one)) ? 'unconfirmed' : 'forged';
}

/**
 * When a gateway may have ended without writing the lines of its last requests: between its last line and the next
 * file, where the file has no line that closes it.
 */
function crashesOf(
  gateways: readonly ChainFile[],
  lastMs: ReadonlyMap<string, number>,
): readonly Period[] {
  return gateways.flatMap(({ log, head, isClosed }, index) => {
    if (isClosed) return [];
    const next = gateways[index + 1];
    const isFollowed =
      next !== undefined &&
      next.log.days === log.days &&
      dirname(next.log.path) === dirname(log.path);
    const fromMs = lastMs.get(log.path) ?? openedMs(head);
    const toMs = isFollowed ? openedMs(next.head) : Number.POSITIVE_INFINITY;
    return [{ fromMs: fromMs - APART_MS, toMs: toMs + APART_MS }];
  });
}

const openedMs = (head: ChainFile['head']): number => Date.parse(String(head?.['llo.opened']));

/** Whether lines of a moment were deleted before their retention ended; a date of the future does not help. */
function isEarly(atMs: number, days: number, deletedMs: number, now: Date): boolean {
  if (!Number.isFinite(atMs)) return false;
  const dayMs = Math.floor((atMs - APART_MS) / DAY_MS) * DAY_MS;
  return dayMs + (days + 1) * DAY_MS > Math.min(deletedMs, now.getTime() + APART_MS);
}

/** Compares the lines of one file with what others say about them. */
class FileCheck {
  readonly unconfirmed = new Map<string, Unconfirmed>();
  private readonly log: LogFile;
  private readonly receipts: readonly Anchor[];
  private readonly byLine: ReadonlyMap<number, readonly Anchor[]>;
  private readonly coveredMax: number;
  private readonly found = new Grouped<Damage['what']>();
  private open: readonly Anchor[] = [];
  private next = 0;
  private lines = 0;

  /** `coveredMax`: up to where each line needs a receipt; later lines may wait for theirs. */
  constructor(log: LogFile, anchors: readonly Anchor[], coveredMax: number) {
    this.log = log;
    this.coveredMax = coveredMax;
    this.receipts = anchors.filter(({ traceId }) => traceId !== null);
    this.byLine = byLineOf(anchors);
  }

  readonly take = (text: string | null, number: number): void => {
    this.lines = number;
    const sum = (text === null ? null : splitLine(text)?.sum) ?? null;
    for (const { sum: expected, by } of this.byLine.get(number) ?? []) {
      if (expected !== sum) this.report('rewritten', number, by);
    }
    this.moveTo(number);
    if (text === null || number === 1 || isGateway(this.log) || isAboutFile(text)) return;
    const [receipt, second] = this.open;
    if (receipt === undefined && number > this.coveredMax) return;
    const record = parseLine(text);
    const traceId = record?.['trace_id'];
    if (typeof traceId !== 'string') return this.report('forged', number);
    if (second !== undefined) this.report('confirmed twice', number, second.by);
    if (receipt === undefined) this.addUnconfirmed(record as unknown as PartnerLine, number);
    else if (receipt.traceId !== traceId) this.report('of another request', number, receipt.by);
  };

  damages(): readonly Damage[] {
    for (const { line, by } of [...this.byLine.values()].flat()) {
      if (line > this.lines) this.report('cut', null, by);
    }
    return this.found.list();
  }

  private report(what: Damage['what'], line: number | null, by?: string): void {
    this.found.add(basename(this.log.path), line, what, by);
  }

  /** Keeps the receipts that cover a line. */
  private moveTo(number: number): void {
    if (this.open.some(({ line }) => line < number)) {
      this.open = this.open.filter(({ line }) => line >= number);
    }
    for (let one = this.receipts[this.next]; one !== undefined; one = this.receipts[this.next]) {
      if (one.firstLine > number) return;
      if (one.line >= number) this.open = [...this.open, one].slice(0, 2);
      this.next += 1;
    }
  }

  private addUnconfirmed(record: PartnerLine, line: number): void {
    const { trace_id: traceId, start_time: atMs, resource } = record;
    if (this.unconfirmed.has(traceId) || this.unconfirmed.size > UNCONFIRMED_MAX) return;
    const kind = String(resource?.attributes?.['service.name']).replace(/^vakgraaf-/, '');
    this.unconfirmed.set(traceId, { log: this.log, line, traceId, kind, atMs: Number(atMs) });
  }
}

/** A line of a partner's log, as far as it is looked at here. */
interface PartnerLine {
  readonly trace_id: string;
  readonly start_time?: unknown;
  readonly resource?: { readonly attributes?: Readonly<Record<string, unknown>> };
}

const isAboutFile = (text: string): boolean =>
  ['llo.closed', 'llo.deleted', 'llo.signed_head'].some((member) => isOnly(text, member));

/** The anchors that fit a file, where several files have the same name. */
async function matching(log: LogFile, anchors: readonly Anchor[]): Promise<readonly Anchor[]> {
  const byLine = byLineOf(anchors);
  const found: Anchor[] = [];
  await eachLine(log.path, (text, number) => {
    const sum = text === null ? undefined : splitLine(text)?.sum;
    found.push(...(byLine.get(number) ?? []).filter((one) => one.sum === sum));
  }).catch(ifUnreadable);
  return found;
}

/** Personal records left the gateway, and partners were called for them. */
function isAnsweredByPartners({ outcome, personal, partners }: Readonly<Record<string, unknown>>) {
  const isAnswered = outcome === 'answered' || outcome === 'partial';
  return isAnswered && personal === true && listOf(partners).length > 0;
}

/** Files of this name in folders and below them. */
async function filesNamed(name: string, folders: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const folder of folders) {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    for (const entry of entries) {
      if (entry.isFile() && entry.name === name) found.add(join(entry.parentPath, name));
    }
  }
  return [...found];
}

function byLineOf(anchors: readonly Anchor[]): ReadonlyMap<number, readonly Anchor[]> {
  const found = new Map<number, Anchor[]>();
  for (const anchor of anchors) {
    const others = found.get(anchor.line);
    if (others === undefined) found.set(anchor.line, [anchor]);
    else others.push(anchor);
  }
  return found;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function groupByTarget(logs: readonly LogFile[]): Map<string, LogFile[]> {
  const targets = new Map<string, LogFile[]>();
  for (const log of logs) {
    const own = targets.get(keyOf(log));
    if (own === undefined) targets.set(keyOf(log), [log]);
    else own.push(log);
  }
  return targets;
}

/** Reported when its chain was checked. */
function ifUnreadable(error: NodeJS.ErrnoException): void {
  if (error.code === 'ENOENT') throw error;
}
