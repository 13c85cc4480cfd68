import { expect, test } from 'vitest';
import { committed } from '../../cli/generate/generate-command.ts';
import { currentRegister } from '../../cli/generate/register.ts';

test('the register of processing activities is current (npm run register writes it)', async () => {
  for (const [path, text] of await currentRegister()) expect(committed(path)).toBe(text);
});

test('the purpose matching gives access to JobseekerProfile and Person only', async () => {
  const register = JSON.parse(
    (await currentRegister()).get('docs/register-verwerkingen.json') ?? '',
  ) as {
    activities: { purpose: string; records: Record<string, string[]> }[];
  };
  const recordsOf = (purpose: string) =>
    register.activities.find((one) => one.purpose === `urn:llo:purpose:${purpose}`)?.records ?? {};
  expect(Object.keys(recordsOf('matching'))).toEqual(['JobseekerProfile', 'Person']);
  expect(recordsOf('matching')['Person']).toEqual(['id', 'jobseekerProfile']);
  expect(recordsOf('programme-evaluation')).toEqual({});
});
