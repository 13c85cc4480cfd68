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
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

describe('the purposes of the demo', () => {
  test('are those of the contract, each satisfying its policy under its scope', () => {
    const purposes = [...readPurposes().values()];
    expect(purposes.map(({ uri, scopes, policies }) => [uri, scopes, policies])).toEqual([
      ['urn:llo:purpose:programme-evaluation', ['llo:aggregate'], ['purpose:evaluation']],
      ['urn:llo:purpose:case-guidance', ['llo:case'], ['purpose:case']],
      ['urn:llo:purpose:matching', ['llo:case'], ['purpose:matching']],
      ['urn:llo:purpose:inzage', ['llo:case'], ['purpose:inzage']],
      ['urn:llo:purpose:development', ['llo:case'], ['purpose:case']],
    ]);
  });

  test('say of every legal ground that it is not registered, or that none is needed', () => {
    for (const { legalBasis } of readPurposes().values()) {
      expect(legalBasis.en).toMatch(/^(Demo, not registered\.|None, and none is needed)/);
      expect(legalBasis.nl).toMatch(/^(Demo, niet geregistreerd\.|Geen, en niet nodig)/);
    }
  });

  test('only development is for invented data alone', () => {
    const synthetic = [...readPurposes().values()].filter(({ syntheticOnly }) => syntheticOnly);
    expect(synthetic.map(({ uri }) => uri)).toEqual(['urn:llo:purpose:development']);
  });
});

test('a purpose nobody knows satisfies nothing', () => {
  expect(policiesOf(readPurposes(), 'urn:llo:purpose:other')).toEqual([]);
  expect(policiesOf(readPurposes(), undefined)).toEqual([]);
});

describe('a mistake in the file', () => {
  const text = readFileSync(join(projectRoot(), 'core', 'purposes', 'purposes.yaml'), 'utf8');
  const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
  const complaintOn = (changed: string): string => {
    try {
      parsePurposes(changed, 'purposes.yaml');
      return 'nothing';
    } catch (error) {
      return String(error);
    }
  };

  test('a mistyped name is named with its line and the nearest valid one', () => {
    const complaint = complaintOn(
      text.replace('    layers: [public, aggregate]', '    layrs: [public]'),
    );
    expect(complaint).toContain(`purposes.yaml:${lineOf('    layers: [public, aggregate]')}:`);
    expect(complaint).toContain('unexpected "layrs"; did you mean "layers"?');
  });

  test('a mistyped value is named with what was expected', () => {
    const complaint = complaintOn(text.replace('[public, aggregate]', '[public, agregate]'));
    expect(complaint).toContain(
      'expected one of "public", "aggregate", "case"; did you mean "aggregate"?',
    );
  });

  test('a purpose listed twice is refused', () => {
    const complaint = complaintOn(text.replace('purpose:matching', 'purpose:inzage'));
    expect(complaint).toContain('"urn:llo:purpose:inzage" is listed twice');
  });

  test('text that is no YAML is refused', () => {
    expect(complaintOn('purposes: [')).toContain('purposes.yaml:1:');
  });
});

describe('at one kind of partner', () => {
  const policiesAt = (kind: SubgraphName, isSynthetic: boolean) =>
    Object.fromEntries(
      [...purposesAt(readPurposes(), { kind, isSynthetic })].map(([uri, { policies }]) => [
        uri.replace('urn:llo:purpose:', ''),
        policies.join(),
      ]),
    );

  test('a purpose that is not for this kind satisfies nothing', () => {
    expect(policiesAt('funds', true)).toEqual({
      'programme-evaluation': '',
      'case-guidance': 'purpose:case',
      matching: '',
      inzage: 'purpose:inzage',
      development: 'purpose:case',
    });
    expect(policiesAt('provinces', true)['case-guidance']).toBe('');
  });

  test('a purpose for invented data satisfies nothing where one partner is real', () => {
    expect(policiesAt('funds', false)['development']).toBe('');
    expect(policiesAt('funds', false)['case-guidance']).toBe('purpose:case');
  });
});

test('no case purpose is without partners, and one without case records opens none', () => {
  for (const { layers, partners } of readPurposes().values()) {
    expect(partners.length > 0).toBe(layers.includes('case'));
  }
});
