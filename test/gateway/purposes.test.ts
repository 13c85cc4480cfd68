import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import {
  parsePurposes,
  policiesOf,
  purposesAt,
  readPurposes,
} from '../../core/purposes/purposes.ts';
import { registeredPurposes } from '../support/registered-purposes.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

describe('the purposes of the demo', () => {
  test('are those of the contract, with their scopes and policies', () => {
    const purposes = [...readPurposes().values()];
    expect(purposes.map(({ uri, scopes, policies }) => [uri, scopes, policies])).toEqual([
      ['urn:llo:purpose:programme-evaluation', ['llo:aggregate'], ['purpose:evaluation']],
      ['urn:llo:purpose:cohort-evaluation', [], []],
      ['urn:llo:purpose:case-guidance', ['llo:case'], ['purpose:case']],
      ['urn:llo:purpose:matching', ['llo:case'], ['purpose:matching']],
      ['urn:llo:purpose:voucher-support', ['llo:case'], ['purpose:voucher-support']],
      ['urn:llo:purpose:inzage', ['llo:case'], ['purpose:inzage']],
      [
        'urn:llo:purpose:development',
        ['llo:case'],
        ['purpose:case', 'purpose:development', 'purpose:special'],
      ],
    ]);
  });

  test('have a legal basis that is not registered, or that is not needed', () => {
    for (const { legalBasis } of readPurposes().values()) {
      expect(legalBasis.en).toMatch(/^(Demo, not registered\.|None, and none is needed)/);
      expect(legalBasis.nl).toMatch(/^(Demo, niet geregistreerd\.|Geen, en niet nodig)/);
    }
  });

  test('include one for invented data only: development', () => {
    const synthetic = [...readPurposes().values()].filter(({ syntheticOnly }) => syntheticOnly);
    expect(synthetic.map(({ uri }) => uri)).toEqual(['urn:llo:purpose:development']);
  });
});

test('an unknown purpose has no policies', () => {
  expect(policiesOf(readPurposes(), 'urn:llo:purpose:other')).toEqual([]);
  expect(policiesOf(readPurposes(), undefined)).toEqual([]);
});

describe('an invalid purposes file', () => {
  const text = readFileSync(join(projectRoot(), 'core', 'purposes', 'purposes.yaml'), 'utf8');
  const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
  const messageFor = (changed: string): string => {
    try {
      parsePurposes(changed, 'purposes.yaml');
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  };

  test('with a misspelled key throws its line and the nearest valid key', () => {
    const message = messageFor(
      text.replace('    layers: [public, aggregate]', '    layrs: [public]'),
    );
    expect(message).toContain(`purposes.yaml:${lineOf('    layers: [public, aggregate]')}:`);
    expect(message).toContain('unexpected "layrs"; did you mean "layers"?');
  });

  test('with a misspelled value throws the expected values', () => {
    const message = messageFor(text.replace('[public, aggregate]', '[public, agregate]'));
    expect(message).toContain(
      'expected one of "public", "aggregate", "case"; did you mean "aggregate"?',
    );
  });

  test('with a duplicate purpose throws its URI', () => {
    const message = messageFor(text.replace('purpose:matching', 'purpose:inzage'));
    expect(message).toContain('"urn:llo:purpose:inzage" is listed twice');
  });

  test('with special categories and no basis for them throws what to name', () => {
    expect(
      messageFor(text.replace('[purpose:matching]', '[purpose:matching, purpose:special]')),
    ).toContain(
      '"urn:llo:purpose:matching" satisfies "purpose:special": name its law and article in "specialBasis"',
    );
  });

  test('with case records and no list of fields throws what to name', () => {
    const without = text.replace(
      /(uri: urn:llo:purpose:matching\n[^]*?) {4}fields:\n( {6}.*\n)+/,
      '$1',
    );
    expect(messageFor(without)).toContain(
      '"urn:llo:purpose:matching" opens case records: name them in "fields"',
    );
  });

  test('with invalid YAML throws the line', () => {
    expect(messageFor('purposes: [')).toContain('purposes.yaml:1:');
  });
});

describe('purposesAt one subgraph', () => {
  const policiesAt = (kind: SubgraphName, isSynthetic: boolean) =>
    Object.fromEntries(
      [...purposesAt(readPurposes(), { kind, isSynthetic })].map(([uri, { policies }]) => [
        uri.replace('urn:llo:purpose:', ''),
        policies.join(),
      ]),
    );

  test('gives no policies for a purpose without partners of that subgraph', () => {
    expect(policiesAt('funds', true)).toEqual({
      'programme-evaluation': '',
      'cohort-evaluation': '',
      'case-guidance': 'purpose:case',
      matching: '',
      'voucher-support': 'purpose:voucher-support',
      inzage: 'purpose:inzage',
      development: 'purpose:case,purpose:development,purpose:special',
    });
    expect(policiesAt('provinces', true)['case-guidance']).toBe('');
  });

  test('gives no policies for a purpose for invented data, or without a registration, where one partner is real', () => {
    expect(policiesAt('funds', false)['development']).toBe('');
    expect(policiesAt('funds', false)['case-guidance']).toBe('');
    const registered = purposesAt(registeredPurposes(), { kind: 'funds', isSynthetic: false });
    expect(policiesOf(registered, 'urn:llo:purpose:development')).toEqual([]);
    expect(policiesOf(registered, 'urn:llo:purpose:case-guidance')).toEqual(['purpose:case']);
  });
});

test('a purpose has partners exactly when it has the layer "case", or records are counted for it', () => {
  for (const { layers, partners, counted } of readPurposes().values()) {
    expect(partners.length > 0).toBe(layers.includes('case') || counted !== undefined);
  }
});
