/**
 * Values that partner systems hold and no query asks for. Each contains a mark that occurs nowhere
 * else, so that a leak is found.
 */
import { read, utils, write } from '@e965/xlsx';

/** In every planted text; Dutch for canary, and no word of the product. */
export const MARK = 'kanarie';

/** A valid citizen number (elfproef) that belongs to nobody in the world. */
export const PLANTED_NUMBER = '123456782';

/** Fields that a partner's system adds although no contract has them. */
export const PLANTED = {
  kanarieNaam: 'Kanarie Geelvink (kanarie-naam)',
  kanarieMail: 'geelvink@kanarie-mail.example',
  kanarieAdres: 'Kanariestraat 12, 7411 KT Kanariedorp',
  burgerservicenummer: PLANTED_NUMBER,
  geboortedatum: '1961-01-01 kanarie-geboortedatum',
  indicatieLdrRegistratie: 'kanarie-gezondheid',
} as const;

/** Text of a partner's error that contains secrets. */
export const PLANTED_FAULT = `password=kanarie-wachtwoord token=kanarie-token bsn=${PLANTED_NUMBER} at kanarie.intern:5432`;

/** Headers of a partner or client that must not be passed on. */
export const PLANTED_HEADERS = {
  'x-kanarie': 'kanarie-kop',
  'set-cookie': 'sessie=kanarie-koekje; Path=/',
  'x-powered-by': 'kanarie-systeem',
} as const;

/** The same JSON with the planted fields in every object. */
export function plantInJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plantInJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, plantInJson(one)] as const);
  return { ...Object.fromEntries(entries), ...PLANTED };
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** The same JSON with text in place of dates and numbers: an error must not quote it. */
export function misfitJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(misfitJson);
  if (typeof value === 'string') return DAY.test(value) ? PLANTED_FAULT : value;
  if (typeof value === 'number') return PLANTED_FAULT;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, misfitJson(one)] as const),
  );
}

const ENUM_VALUE = /^[A-Z][A-Z0-9_]+$/;

/** The same JSON with text in place of numbers and enum values. */
export function sentencesInJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sentencesInJson);
  if (typeof value === 'number') return PLANTED_FAULT;
  if (typeof value === 'string') return ENUM_VALUE.test(value) ? PLANTED_FAULT : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, sentencesInJson(one)] as const),
  );
}

/** A whole number that is larger than any value in a response. */
export const PLANTED_QUANTITY = 4_123_456_782_000;

/** The same JSON with `PLANTED_QUANTITY` in place of each number. */
export function oddJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(oddJson);
  if (typeof value === 'number') return PLANTED_QUANTITY;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === 'pageNumber' ? one : oddJson(one)]),
  );
}

/** A CSV file with unknown columns and a grant to a person. Latin-1 keeps every byte. */
export function plantInCsv(bytes: Buffer): Buffer {
  const lines = bytes.toString('latin1').split('\r\n');
  const [header = '', ...rows] = lines;
  const delimiter = header.includes(';') ? ';' : ',';
  const extra = [PLANTED.kanarieNaam, PLANTED.kanarieMail, PLANTED_NUMBER].join(delimiter);
  const filled = rows.filter((row) => row !== '');
  const recipient = header.split(delimiter).findIndex((name) => /^ontvanger$/i.test(name));
  const personal = filled
    .slice(0, 1)
    .map((row) => toPerson(row.split(delimiter), recipient).join(delimiter));
  const planted = [...filled, ...(recipient < 0 ? [] : personal)];
  return Buffer.from(
    [
      [header, 'kanarieContact', 'kanarieMail', 'bsn'].join(delimiter),
      ...planted.map((row) => `${row}${delimiter}${extra}`),
      '',
    ].join('\r\n'),
    'latin1',
  );
}

/** A workbook with unknown columns in every sheet. */
export function plantInWorkbook(bytes: Buffer): Buffer {
  const book = read(bytes, { cellNF: true });
  for (const sheet of Object.values(book.Sheets)) {
    const { e: last } = utils.decode_range(sheet['!ref'] ?? 'A1');
    const rows = Array.from({ length: last.r + 1 }, (_, row) =>
      row === 0
        ? ['kanarieContact', 'kanarieMail', 'bsn']
        : [PLANTED.kanarieNaam, PLANTED.kanarieMail, PLANTED_NUMBER],
    );
    utils.sheet_add_aoa(sheet, rows, { origin: { r: 0, c: last.c + 1 } });
  }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

function toPerson(cells: readonly string[], recipient: number): readonly string[] {
  return cells.map((cell, index) => {
    if (index === recipient) return PLANTED.kanarieNaam;
    return index === 0 ? 'KANARIE-1' : cell;
  });
}
