/**
 * Loads a compiled module. Its path is not written out, because type checks come before the first compilation.
 *
 * @param {string} name
 */
export async function load(name) {
  return await import(new URL(`../../../dist/${name}.js`, import.meta.url).href);
}
