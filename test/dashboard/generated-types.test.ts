import { expect, test } from 'vitest';
import { committed } from '../../cli/generate/generate-command.ts';
import { currentPageTypes } from '../../cli/generate/page-types.ts';

test('dashboard/operations/generated.ts is current: otherwise run npm run types', async () => {
  for (const [path, text] of await currentPageTypes()) expect(committed(path)).toBe(text);
});
