/** Module hooks (`module.register`): resolves modules by the end of their URL to their replacements. */
let replacements = {};

export function initialize(data) {
  replacements = data;
}

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const end = Object.keys(replacements).find((one) => found.url.endsWith(one));
  return end === undefined
    ? found
    : { url: replacements[end], format: 'module', shortCircuit: true };
}
