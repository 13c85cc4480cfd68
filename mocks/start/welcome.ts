/** The words of `npm start`: Dutch first, then English. Pure text, so that a test can read it. */
import { DEMO_ROLES } from '../roles.ts';
import type { DemoAddresses } from './process-plans.ts';

/** The README asks the same and shows the answer; `test/house` runs it. */
export const FIRST_QUESTION =
  '{ trainings(filter: { q: "ICT", region: { name: "Stedendriehoek" } }, first: 2) ' +
  '{ nodes { name durationMonths provider { name } ' +
  'payableWith { name fund { name } availability } } } }';

export const STARTING = `
  Vakgraaf · demo

  Partnersystemen, subgraphs en gateway starten op deze computer …
  Partner systems, subgraphs and gateway are starting on this machine …
`;

export interface Welcome {
  readonly gateway: string;
  readonly addresses: DemoAddresses;
  readonly broken: readonly string[];
}

export function welcomeText({ gateway, addresses, broken }: Welcome): string {
  return [
    '  Alles hier is verzonnen: mensen, vouchers, wat scholen aanbieden. De sleutels liggen open.',
    '  Everything here is invented: people, vouchers, what schools offer. Its keys are public.',
    section('Adressen · Addresses', [
      [`${gateway}/`, 'een programma op één pagina · a programme on one page'],
      [`${gateway}/graphql`, 'verkenner in de browser, API voor programma’s · explorer and API'],
      [`${gateway}/schema.graphql`, 'het schema · the schema'],
      [addresses.issuer, 'uitgever van tokens (OpenID Connect) · issuer of tokens'],
      ...[...addresses.subgraphs].map(([kind, url]) => [url, `subgraph ${kind}`] as const),
    ]),
    section(
      'Rollen · Roles     npm run -s token -- ROLE',
      DEMO_ROLES.map((role) => [role.id, `${role.name.nl} · ${role.name.en}`] as const),
    ),
    '\n  Eerste vraag · First question\n',
    `    curl -s ${gateway}/graphql -H 'content-type: application/json' \\`,
    `      -d '${JSON.stringify({ query: FIRST_QUESTION })}'`,
    ...silentNow(broken),
    '\n  Stoppen · Stop: Ctrl-C\n',
  ].join('\n');
}

export function portTakenText(port: number): string {
  return [
    `Poort ${port} is bezet. Kies een andere: PORT=${port + 80} npm start`,
    `Port ${port} is taken. Choose another: PORT=${port + 80} npm start`,
  ].join('\n');
}

export function nodeTooOldText(version: string): string {
  return [
    `Vakgraaf heeft Node 20.20 of nieuwer nodig (tot 25); dit is ${version}.`,
    `Vakgraaf needs Node 20.20 or newer (below 25); this is ${version}.`,
  ].join('\n');
}

export function diedText(name: string, why: string, lastWords: string): string {
  return [
    `  ${name} is gestopt (${why}); de rest gaat door.`,
    `  ${name} has ended (${why}); the rest goes on.`,
    ...quoted(lastWords),
  ].join('\n');
}

export function gatewayDiedText(why: string, lastWords: string): string {
  return [
    `  De gateway is gestopt (${why}); de demo stopt.`,
    `  The gateway has ended (${why}); the demo stops.`,
    ...quoted(lastWords),
  ].join('\n');
}

export function lateText(name: string): string {
  return [
    `  ${name} is nog niet klaar; de demo begint zonder te wachten.`,
    `  ${name} is not ready yet; the demo begins without waiting.`,
  ].join('\n');
}

function silentNow(broken: readonly string[]): readonly string[] {
  if (broken.length === 0) return [];
  return [`\n  Stil · Silent: ${broken.join(', ')}`];
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const lines = rows.map(([left, right]) => `    ${left.padEnd(width)}${right}`);
  return [`\n  ${title}\n`, ...lines].join('\n');
}

function quoted(words: string): readonly string[] {
  return words === '' ? [] : words.split('\n').map((line) => `    | ${line}`);
}

/** The settings cannot be used; the process that read them has said which line and why. */
export function misconfiguredText(complaint: string): string {
  return [
    '',
    '  De instellingen kloppen niet; er is niets gestart.',
    '  The settings cannot be used; nothing was started.',
    '',
    ...complaint.split('\n').map((line) => `    ${line}`),
    '',
  ].join('\n');
}
