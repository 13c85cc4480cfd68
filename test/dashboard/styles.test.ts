/** Names of classes in the components of both pages and in their stylesheets, without a browser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';

/** The text of all files in a folder whose names end in one of these. */
const textsOf = (folder: string, ...endings: readonly string[]) =>
  readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.includes('node_modules') && endings.some((end) => path.endsWith(end)))
    .map((path) => readFileSync(join(projectRoot(), folder, path), 'utf8'))
    .join('\n');
const tests = textsOf('test', '.ts');

/** Classes of packages, which have their own stylesheets. */
const FOREIGN = /^(?:(?:nl|utrecht|graphiql)-|result-window$)/;

describe.each(['dashboard', 'explorer'])('in the %s', (page) => {
  const components = textsOf(page, '.ts', '.tsx', '.html');
  const stylesheets = textsOf(page, '.css').replaceAll(/\/\*.*?\*\//gs, '');
  const ruled = new Set(Array.from(stylesheets.matchAll(/\.([a-z][\w-]*)/g), ([, name]) => name));

  test('each class of a component has a rule, or a test finds the element by it', () => {
    const used = Array.from(components.matchAll(/className="([^"]+)"/g), ([, names = '']) =>
      names.split(' '),
    ).flat();
    expect(used.length).toBeGreaterThan(30);
    const without = used.filter(
      (name) => !FOREIGN.test(name) && !ruled.has(name) && !tests.includes(`.${name}`),
    );
    expect([...new Set(without)]).toEqual([]);
  });

  test('each rule is for a class of a component', () => {
    const unused = [...ruled].filter(
      (name = '') =>
        // A name with a value in it, such as `badge--good`, is put together.
        !FOREIGN.test(name) && !components.includes(name.replace(/--.*$/, '--')),
    );
    expect(unused).toEqual([]);
  });
});
