/** Resolves the end of a module's address to the stand-in that is named for it (node's `module.register`). */
let standIns = {};

export function initialize(given) {
  standIns = given;
}

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const end = Object.keys(standIns).find((one) => found.url.endsWith(one));
  return end === undefined ? found : { url: standIns[end], format: 'module', shortCircuit: true };
}
