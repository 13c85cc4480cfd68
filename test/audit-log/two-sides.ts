/** Logs of a gateway and of partners that confirm each other, written through the log itself. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAppendOnlyLog, type AppendOnlyLog } from '../../core/audit-log/audit-log.ts';

export const PARTNERS = ['aventus', 'uwv'] as const;

/** A public key of heads, and what signs with the private one. */
export function createHeadKey(kid = 'test') {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid };
  return {
    jwk,
    signHead: (log: string, heads: readonly string[]) => jwsOf(log, heads, privateKey, kid),
  };
}

function jwsOf(log: string, heads: readonly string[], key: KeyObject, kid: string): string {
  const parts = [
    { alg: 'EdDSA', kid },
    { iss: log, heads, day: '2026-11-21', iat: 1_795_262_400 },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signature = sign(null, Buffer.from(parts.join('.')), key).toString('base64url');
  return [...parts, signature].join('.');
}

export const traceOf = (number: number): string => number.toString(16).padStart(32, '0');

export interface TwoSides {
  readonly gateway: AppendOnlyLog;
  readonly partners: ReadonlyMap<string, AppendOnlyLog>;
  /** One request about so many people at each partner. */
  request(number: number, people?: number, days?: number): Promise<void>;
  /** The lines of a partner alone: the gateway ends before it writes its own. */
  lost(number: number, partner: string, days?: number): Promise<string>;
  heads(log: string, days?: number): readonly string[];
  stop(): Promise<void>;
}

export async function startTwoSides(
  folder: string,
  nowOf: (log: string) => Date,
  fileBytesMax = 4_000,
): Promise<TwoSides> {
  const start = (name: string) =>
    startAppendOnlyLog({ folder: join(folder, name), name, now: () => nowOf(name), fileBytesMax });
  const gateway = await start('gateway');
  const partners = new Map<string, AppendOnlyLog>();
  for (const name of PARTNERS) partners.set(name, await start(name));

  const partnerLines = async (number: number, partner: string, people: number, days: number) => {
    const head = gateway.head(days);
    const lines = Array.from({ length: people + 1 }, (_, person) =>
      JSON.stringify(
        recordOf(number, partner, person, nowOf(partner), person === 0 ? head : undefined),
      ),
    );
    const log = partners.get(partner);
    if (log === undefined) throw new Error(`No log of ${partner}`);
    return log.append(lines, days);
  };
  return {
    gateway,
    partners,
    request: async (number, people = 2, days = 730) => {
      const receipts = await Promise.all(
        PARTNERS.map((partner) => partnerLines(number, partner, people, days)),
      );
      await gateway.append([JSON.stringify(requestOf(number, nowOf('gateway'), receipts))], days);
    },
    lost: (number, partner, days = 730) => partnerLines(number, partner, 1, days),
    heads: (log, days = 730) =>
      [(log === 'gateway' ? gateway : partners.get(log))?.head(days) ?? []].flat(),
    stop: async () => {
      await Promise.all([gateway, ...partners.values()].map((log) => log.stop()));
    },
  };
}

function recordOf(
  number: number,
  partner: string,
  person: number,
  at: Date,
  head: string | undefined,
) {
  return {
    trace_id: traceOf(number),
    span_id: (number * 100 + person).toString(16).padStart(16, '0'),
    status: 'Ok',
    name: 'Deelname opgevraagd',
    start_time: at.getTime(),
    end_time: at.getTime(),
    resource: {
      attributes: {
        'service.name': 'vakgraaf-education',
        'vakgraaf.controller': partner,
        'vakgraaf.client': '00000099000000001000',
        'vakgraaf.purpose': 'urn:llo:purpose:case-guidance',
        'vakgraaf.categories': 'Enrolment',
        ...(head !== undefined && { 'vakgraaf.gateway_head': head }),
      },
    },
    attributes: {
      'dpl.core.processing_activity_id': 'urn:llo:processing:case-guidance',
      ...(person > 0 && {
        'dpl.core.data_subject_id': `${partner}-${person}`,
        'dpl.core.data_subject_id_type': 'person',
      }),
    },
  };
}

function requestOf(number: number, at: Date, receipts: readonly string[]) {
  return {
    time: at.toISOString(),
    trace_id: traceOf(number),
    span_id: number.toString(16).padStart(16, 'f'),
    consumer: '00000099000000001000',
    user: `user-${number}`,
    purpose: 'urn:llo:purpose:case-guidance',
    personal: true,
    kinds: ['education'],
    partners: PARTNERS,
    outcome: 'answered',
    silent: [],
    receipts,
  };
}

export function writeSignedHeads(file: string, heads: readonly string[]): void {
  writeFileSync(
    file,
    heads.map((jws) => `${JSON.stringify({ 'llo.signed_head': jws })}\n`).join(''),
  );
}
