/** Which code may name the citizen number. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, visit } from 'graphql';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';

const root = projectRoot();

/** All names of the citizen number in the Netherlands. */
const NAMES =
  /bsn|burgerservice|sofi|pgn|onderwijsnummer|persoonsgebonden|nationalIdentity|personalNumber|citizenNumber|(?<!\w)nummers(?!\w)/i;

/** The only files that send the number to a partner or read it from one, by the partner's field name. */
const PARTNER_FACING = [
  'subgraphs/education/dto.ts',
  'subgraphs/education/source.ts',
  'subgraphs/guidance/source.ts',
  'subgraphs/uwv/source.ts',
];

const CODE = /\.(ts|tsx|mjs)$/;

test('the pattern matches every name of the citizen number and no other number', () => {
  const named = ['bsn', 'burgerservicenummer', 'pgn', 'studentPgn', 'onderwijsnummer', 'nummers'];
  expect(named.filter((name) => !NAMES.test(name))).toEqual([]);
  const others = ['trajectnummer', 'number', 'vouchernummer', 'nummer', 'absent'];
  expect(others.filter((name) => NAMES.test(name))).toEqual([]);
});

test('no type, field, argument, input or enum value in the SDL is named after the citizen number', () => {
  const files = readdirSync(join(root, 'schema')).filter((name) => name.endsWith('.graphql'));
  expect(files.length).toBeGreaterThan(6);
  const named = files.flatMap((file) => namesIn(readFileSync(join(root, 'schema', file), 'utf8')));
  expect(named).toContain('VoucherSortField');
  expect(named.filter((name) => NAMES.test(name))).toEqual([]);
});

test('only partner-facing sources name the citizen number', () => {
  const naming = ['core', 'schema', 'subgraphs', 'gateway', 'cli', 'explorer', 'dashboard']
    .flatMap(codeIn)
    .filter((file) => NAMES.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
  expect(naming.toSorted()).toEqual(PARTNER_FACING);
});

test('no code of the gateway uses the keys of ids, or encrypts or decrypts an id', () => {
  const encryption = /kit\/ids\/|\bsealId\b|\bopenId\b|readKeySets/;
  const found = codeIn('gateway').filter((file) =>
    encryption.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(found).toEqual([]);
  const inSubgraphs = codeIn('subgraphs').filter((file) =>
    encryption.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(inSubgraphs.length).toBeGreaterThan(0);
});

/** Every name that an SDL defines: types, fields, arguments, inputs, values. */
function namesIn(sdl: string): readonly string[] {
  const names: string[] = [];
  const collect = ({ name }: { readonly name: { readonly value: string } }) => {
    names.push(name.value);
  };
  visit(parse(sdl), {
    ObjectTypeDefinition: collect,
    InputObjectTypeDefinition: collect,
    EnumTypeDefinition: collect,
    ScalarTypeDefinition: collect,
    FieldDefinition: collect,
    InputValueDefinition: collect,
    EnumValueDefinition: collect,
  });
  return names;
}

function codeIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => CODE.test(file) && !/(^|\/)(dist|node_modules)\//.test(file))
    .map((file) => `${folder}/${file}`);
}

/** Comments may name the number. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}
