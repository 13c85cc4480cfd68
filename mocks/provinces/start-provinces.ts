/** The provinces of the demo: each is a server that publishes a register, with ETags. */
import { createHash } from 'node:crypto';
import { startHttpSystem } from '../http-system.ts';
import type { HttpResponse, HttpRequest } from '../http-system.ts';
import type { PartnerSystem } from '../partner-system.ts';
import type { World } from '../world/world.ts';
import { inCodes, inDutchWords } from './dialects.ts';
import { grantsOf } from './grants.ts';
import { pilotsOf } from './pilots.ts';
import { PROVINCE_IDS } from './register.ts';
import type { ProvinceId, PublishedFile, Register } from './register.ts';
import { subsidiesOf } from './subsidies.ts';
import { writeCsv, writeWorkbook } from './write-files.ts';

export interface ProvincesSettings {
  /** The provinces to start; all six by default. */
  readonly provinces?: readonly ProvinceId[];
  /** Ports by province; a free port by default. */
  readonly ports?: Partial<Readonly<Record<ProvinceId, number>>>;
}

export interface ProvinceSystem extends PartnerSystem {
  /** Number of 200 responses with a file since the start, so without 304 and 404. */
  sent(): number;
  fileAt(path: string): Buffer;
  /** Replaces the file at a path. */
  publish(path: string, body: Buffer): void;
}

export async function startProvinces(
  world: World,
  { provinces = PROVINCE_IDS, ports = {} }: ProvincesSettings = {},
): Promise<readonly ProvinceSystem[]> {
  return Promise.all(provinces.map((id) => startProvince(id, ports[id] ?? 0, world)));
}

async function startProvince(id: ProvinceId, port: number, world: World): Promise<ProvinceSystem> {
  const register = {
    pilots: pilotsOf(id, world),
    grants: grantsOf(id, world),
    subsidies: subsidiesOf(id, world),
  };
  const files = new Map((await filesOf(id, register)).map((file) => [file.path, file]));
  let sent = 0;
  const handle = ({ path, headers }: HttpRequest): HttpResponse => {
    const file = files.get(path);
    if (file === undefined) return { status: 404, headers: TEXT, body: 'Niet gevonden' };
    const { body, contentType } = file;
    const etag = etagOf(body);
    const caching = { etag, 'cache-control': 'no-cache' };
    if (headers['if-none-match'] === etag) return { status: 304, headers: caching, body: '' };
    sent += 1;
    return { status: 200, headers: { ...caching, 'content-type': contentType }, body };
  };
  const system = await startHttpSystem({ id, kind: 'provinces', port, handle });
  const find = (path: string): PublishedFile => {
    const file = files.get(path);
    if (file !== undefined) return file;
    throw new Error(`Cannot find "${path}" at ${id}: it has ${[...files.keys()].join(', ')}`);
  };
  return {
    ...system,
    sent: () => sent,
    fileAt: (path) => find(path).body,
    publish: (path, body) => files.set(path, { ...find(path), body }),
  };
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The files of a province, in its own format; Groningen publishes a workbook. */
async function filesOf(id: ProvinceId, register: Register): Promise<readonly PublishedFile[]> {
  switch (id) {
    case 'gelderland':
    case 'drenthe':
    case 'overijssel': {
      const { pilots, grants, subsidies } = inDutchWords(register);
      const contentType = 'text/csv; charset=windows-1252';
      return [
        { path: '/open-data/pilots.csv', contentType, body: writeCsv(pilots, 'dutch') },
        { path: '/open-data/verleningen.csv', contentType, body: writeCsv(grants, 'dutch') },
        { path: '/open-data/regelingen.csv', contentType, body: writeCsv(subsidies, 'dutch') },
      ];
    }
    case 'noord-holland':
    case 'fryslan': {
      const { pilots, grants, subsidies } = inCodes(register);
      const contentType = 'text/csv; charset=utf-8';
      return [
        { path: '/export/pilots.csv', contentType, body: writeCsv(pilots, 'international') },
        { path: '/export/subsidies.csv', contentType, body: writeCsv(grants, 'international') },
        { path: '/export/regelingen.csv', contentType, body: writeCsv(subsidies, 'international') },
      ];
    }
    case 'groningen': {
      const { pilots, grants, subsidies } = inDutchWords(register);
      const sheets = { Pilots: pilots, Verleningen: grants, Regelingen: subsidies };
      const body = await writeWorkbook(sheets);
      return [{ path: '/bestanden/register.xlsx', contentType: XLSX, body }];
    }
  }
}

function etagOf(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`;
}
