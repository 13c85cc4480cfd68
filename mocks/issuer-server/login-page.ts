import type { BilingualText, DemoRole } from '../roles.ts';

export interface Life {
  readonly id: string;
  readonly name: BilingualText;
}

/** Asks who one wants to be; names come from our own lists, so nothing in it is a visitor's. */
export function loginPage(roles: readonly DemoRole[], lives: readonly Life[]): string {
  const choices = roles.flatMap((role) =>
    role.isCitizen
      ? lives.map(({ id, name }) => button(`${role.id}:${id}`, name.nl, role.name))
      : [button(role.id, role.name.nl, role.description)],
  );
  return `<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Aanmelden bij de demo</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem; }
button { display: block; width: 100%; margin: 0.5rem 0; padding: 0.75rem 1rem; text-align: left; font: inherit; cursor: pointer; }
small { display: block; color: #444; }
</style>
<h1>Aanmelden bij de demo</h1>
<p>Kies wie u bent. Er is geen wachtwoord: alles in de demo is verzonnen.
<span lang="en">Choose who you are. There is no password: everything in the demo is invented.</span></p>
<form method="post">${choices.join('\n')}</form>
</html>
`;
}

function button(value: string, title: string, more: BilingualText): string {
  return `<button name="choice" value="${escape(value)}">${escape(title)}<small>${escape(more.nl)}</small></button>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
