import type { BilingualText, DemoRole } from '../roles.ts';

export interface Life {
  readonly id: string;
  readonly name: BilingualText;
}

/** The value of the button that cancels the login. */
export const NO_CHOICE = 'nobody';

const STYLE = `
:root { color-scheme: light dark; --ink: #16282f; --soft: #47606a; --line: #c3d0d4; --back: #f3f6f7;
  --paper: #fff; --accent: #0d4f5c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4eef1; --soft: #a9bec6; --line: #3a515a; --back: #182a31; --paper: #1f343c;
    --accent: #7fc8d3; } }
body { margin: 0 auto; max-width: 34rem; padding: 1.5rem 1rem 2rem; background: var(--back);
  color: var(--ink); font: 1rem/1.45 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.35rem; }
h2 { margin: 1.25rem 0 .5rem; font-size: 1rem; }
p { margin: 0; }
[lang=en], small { color: var(--soft); font-size: .87rem; }
p > [lang=en], .lives [lang=en] { display: block; }
ul { display: grid; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.lives { grid-template-columns: repeat(auto-fill, minmax(12.5rem, 1fr)); }
button { box-sizing: border-box; width: 100%; height: 100%; padding: .6rem .8rem;
  border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: inherit;
  font: inherit; text-align: left; cursor: pointer; }
button:hover { border-color: var(--accent); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
small { display: block; }
.leave { margin-top: 1.25rem; }
.leave button { width: auto; border-color: transparent; background: none; color: var(--accent);
  text-decoration: underline; }`;

/** The login page, on which a user chooses a role. It contains no input of the user. */
export function loginPage(roles: readonly DemoRole[], lives: readonly Life[]): string {
  const workers = roles.filter(({ isCitizen }) => !isCitizen);
  const citizen = roles.find(({ isCitizen }) => isCitizen);
  return `<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inloggen bij de demo van Vakgraaf</title>
<style>${STYLE}</style>
<main>
<h1>Inloggen bij de demo</h1>
<p>Kies wie u bent. Er is geen wachtwoord: alles in de demo is verzonnen.
<span lang="en">Choose who you are. There is no password: everything in the demo is invented.</span></p>
<form method="post">
<h2>Voor uw werk</h2>
<ul>${workers.map((role) => choice(role.id, role.name, role.description)).join('')}</ul>
${citizen ? asCitizen(citizen, lives) : ''}
<p class="leave"><button name="choice" value="${NO_CHOICE}">Niet inloggen <span lang="en">Do not sign in</span></button></p>
</form>
</main>
</html>
`;
}

function asCitizen(role: DemoRole, lives: readonly Life[]): string {
  return `<h2>Als burger, voor uw eigen gegevens</h2>
<ul class="lives">${lives.map(({ id, name }) => choice(`${role.id}:${id}`, name)).join('')}</ul>`;
}

function choice(value: string, name: BilingualText, more?: BilingualText): string {
  const small = more === undefined ? '' : `<small>${escape(more.nl)}</small>`;
  const en = `<span lang="en">${escape(name.en)}</span>`;
  return `<li><button name="choice" value="${escape(value)}">${escape(name.nl)} ${en}${small}</button></li>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
