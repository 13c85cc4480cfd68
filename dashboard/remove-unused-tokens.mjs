/**
 * A theme of NL Design System defines every token of every component (200 kB); this page uses a few
 * per cent of them. This Vite plugin removes the tokens that no bundled style sheet refers to.
 */

const THEME = /(\.voorbeeld-theme\{)([^}]*)(\})/;
const REFERENCE = /var\((--[\w-]+)/g;

/** A plugin for Vite. */
export function removeUnusedTokens() {
  return {
    name: 'remove-unused-tokens',
    enforce: 'post',
    /** @param {unknown} _options @param {Record<string, {type: string, fileName: string, source?: unknown}>} bundle */
    generateBundle(_options, bundle) {
      const sheets = Object.values(bundle).filter(
        ({ type, fileName }) => type === 'asset' && fileName.endsWith('.css'),
      );
      // Each page has a style sheet of its own, which refers to tokens of the first.
      const whole = sheets.map(({ source }) => String(source)).join('\n');
      for (const file of sheets) file.source = withoutUnusedTokens(String(file.source), whole);
    },
  };
}

/** @param {string} css @param {string} whole what refers to its tokens, itself included */
function withoutUnusedTokens(css, whole) {
  const [block, opening = '', body = '', closing = ''] = THEME.exec(css) ?? [];
  if (block === undefined) return css;
  const tokens = new Map(body.split(';').map((declaration) => splitDeclaration(declaration)));
  const used = new Set();
  const pending = tokenNamesIn(whole.replace(block, ''));
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const value = tokens.get(name);
    if (value === undefined || used.has(name)) continue;
    used.add(name);
    pending.push(...tokenNamesIn(value));
  }
  const kept = [...tokens].filter(([name]) => used.has(name)).map((token) => token.join(':'));
  return css.replace(block, () => `${opening}${kept.join(';')}${closing}`);
}

/** @param {string} declaration @returns {readonly [string, string]} */
function splitDeclaration(declaration) {
  const at = declaration.indexOf(':');
  return [declaration.slice(0, at).trim(), declaration.slice(at + 1).trim()];
}

/** @param {string} css */
function tokenNamesIn(css) {
  return [...css.matchAll(REFERENCE)].map(([, name = '']) => name);
}
