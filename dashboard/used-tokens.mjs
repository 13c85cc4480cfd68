/**
 * A theme of NL Design System names every token of every component: 200 kB, of which this page uses
 * a few per cent. Leaves out of the bundled style sheet the tokens that nothing refers to.
 */

const THEME = /(\.voorbeeld-theme\{)([^}]*)(\})/;
const REFERENCE = /var\((--[\w-]+)/g;

/** @returns {import('vite').Plugin} */
export function usedTokensOnly() {
  return {
    name: 'used-tokens-only',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css'))
          file.source = withoutUnusedTokens(String(file.source));
      }
    },
  };
}

/** @param {string} css */
function withoutUnusedTokens(css) {
  const [block, opening = '', body = '', closing = ''] = THEME.exec(css) ?? [];
  if (block === undefined) return css;
  const tokens = new Map(body.split(';').map((line) => splitOnce(line)));
  const used = new Set();
  const waiting = namesIn(css.replace(block, ''));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const value = tokens.get(name);
    if (value === undefined || used.has(name)) continue;
    used.add(name);
    waiting.push(...namesIn(value));
  }
  const kept = [...tokens].filter(([name]) => used.has(name)).map((token) => token.join(':'));
  return css.replace(block, () => `${opening}${kept.join(';')}${closing}`);
}

/** @param {string} line @returns {readonly [string, string]} */
function splitOnce(line) {
  const at = line.indexOf(':');
  return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** @param {string} css */
function namesIn(css) {
  return [...css.matchAll(REFERENCE)].map(([, name = '']) => name);
}
