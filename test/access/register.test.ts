import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { committed } from '../../cli/generate/generate-command.ts';
import { currentRegister, fieldsOpenedBy, printVersion } from '../../cli/generate/register.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { PURPOSES_FILE, readPurposes } from '../../core/purposes/purposes.ts';
import { rulesOf } from '../../gateway/authorization/authorize.ts';

interface Version {
  readonly purpose: string;
  readonly validFrom: string;
  readonly retention: { readonly nl: string };
  readonly records: Readonly<Record<string, readonly string[]>>;
}

const versionsIn = (json: string | undefined, name: string): readonly Version[] => {
  const { activities } = JSON.parse(json ?? '') as {
    activities: { id: string; versions: Version[] }[];
  };
  return activities.find(({ id }) => id === `urn:llo:processing:${name}`)?.versions ?? [];
};

test('the register of processing activities is current (npm run register writes it)', async () => {
  for (const [path, text] of await currentRegister()) expect(committed(path)).toBe(text);
});

test('the purpose matching gives access to JobseekerProfile and Person only', async () => {
  const json = (await currentRegister()).get('docs/register-verwerkingen.json');
  const recordsOf = (name: string) => versionsIn(json, name).at(-1)?.records ?? {};
  expect(Object.keys(recordsOf('matching'))).toEqual(['JobseekerProfile', 'Person']);
  expect(recordsOf('matching')['Person']).toEqual(['id', 'jobseekerProfile']);
  expect(recordsOf('programme-evaluation')).toEqual({});
});

test('each purpose lists exactly the fields that its policies open, so that every engine opens the same', () => {
  const rules = rulesOf(readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8'));
  for (const { fields, ...purpose } of readPurposes().values()) {
    if (purpose.syntheticOnly) continue;
    const opened = fieldsOpenedBy(purpose, rules);
    const sorted = (lists: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(lists).map(([type, names]) => [type, names.toSorted()]));
    expect(sorted(fields ?? {}), purpose.uri).toEqual(sorted(opened));
  }
});

describe('the register of another list of purposes', () => {
  let folder: string;
  let purposes: string;
  let list: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vakgraaf-register-'));
    purposes = join(folder, 'purposes.yaml');
    copyFileSync(PURPOSES_FILE, purposes);
    list = readFileSync(purposes, 'utf8');
    for (const [path, text] of await currentRegister({ purposes, folder })) {
      writeFileSync(path, text);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const SINCE = '2027-03-01T12:00:00Z';
  const AT_FIRST = '2026-11-29T00:00:00Z';
  const RETENTION = ['nl: de gateway bewaart niets; het', 'nl: niets, maar het'] as const;
  const since = (time: string) => [`validFrom: ${AT_FIRST}`, `validFrom: ${time}`] as const;
  /** Writes the list with these replacements in the purpose matching. */
  const changeMatching = (...changes: readonly (readonly [from: string, to: string])[]) => {
    const at = list.indexOf('urn:llo:purpose:matching');
    const changed = changes.reduce((text, [from, to]) => text.replace(from, to), list.slice(at));
    writeFileSync(purposes, list.slice(0, at) + changed);
  };

  test.each([
    ['the same time', AT_FIRST],
    ['an earlier time', '2026-01-01T00:00:00Z'],
  ])('is refused when a purpose was changed with %s', async (_, validFrom) => {
    changeMatching(RETENTION, since(validFrom));
    await expect(currentRegister({ purposes, folder })).rejects.toThrow(
      '"urn:llo:processing:matching" differs from its version of 2026-11-29T00:00:00Z: ' +
        'give its purpose a later "validFrom"',
    );
  });

  test('has both versions of a purpose that was changed with a later time, and a time picks one', async () => {
    changeMatching(RETENTION, since(SINCE));
    const files = await currentRegister({ purposes, folder });
    for (const [path, text] of files) writeFileSync(path, text);
    const json = files.get(join(folder, 'register-verwerkingen.json'));
    expect(
      versionsIn(json, 'matching').map(({ validFrom, retention }) => [validFrom, retention.nl]),
    ).toEqual([
      [AT_FIRST, 'de gateway bewaart niets; het logboek bewaart wie de gegevens heeft opgevraagd'],
      [SINCE, 'niets, maar het logboek bewaart wie de gegevens heeft opgevraagd'],
    ]);
    expect(versionsIn(json, 'case-guidance')).toHaveLength(1);
    // A line of the audit log has the activity and a time.
    const at = (time: string) =>
      (
        JSON.parse(
          printVersion('urn:llo:processing:matching', new Date(time), { folder }),
        ) as Version | null
      )?.validFrom;
    expect(at('2026-11-28T23:59:59.999Z')).toBeUndefined();
    expect(at('2026-11-29T00:00:00.000Z')).toBe(AT_FIRST);
    expect(at('2027-03-01T11:59:59.999Z')).toBe(AT_FIRST);
    expect(at('2027-03-01T12:00:00.000Z')).toBe(SINCE);
  });

  test('is refused when a purpose lists a field that its policies do not open', async () => {
    changeMatching(['Person: id jobseekerProfile', 'Person: id benefitEpisodes']);
    await expect(currentRegister({ purposes, folder })).rejects.toThrow(
      '"urn:llo:purpose:matching" lists "Person.benefitEpisodes", which its policies do not open',
    );
  });
});
