/** The words of `npm start`: Dutch first, then English. Pure text, so that a test can read it. */
import { DEMO_ROLES } from '../roles.ts';
import type { DemoAddresses } from './addresses.ts';

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
  readonly addresses: Pick<DemoAddresses, 'issuer'>;
  readonly subgraphs: ReadonlyMap<string, string>;
  readonly broken: readonly string[];
}

export function welcomeText({ gateway, addresses, subgraphs, broken }: Welcome): string {
  return [
    '  Alles hier is verzonnen: mensen, vouchers, wat scholen aanbieden. De sleutels liggen open.',
    '  Everything here is invented: people, vouchers, what schools offer. Its keys are public.',
    section('Adressen · Addresses', [
      [`${gateway}/`, 'een programma op één pagina · a programme on one page'],
      [`${gateway}/graphql`, 'verkenner in de browser, API voor programma’s · explorer and API'],
      [`${gateway}/schema.graphql`, 'het schema · the schema'],
      [addresses.issuer, 'uitgever van tokens (OpenID Connect) · issuer of tokens'],
      ...[...subgraphs].map(([kind, url]) => [url, `subgraph ${kind}`] as const),
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

/** One line, and what the part itself printed last. */
export function diedText(name: string, why: string, lastWords: string): string {
  return [
    `  ${name} is gestopt (${why}) en wordt opnieuw gestart · has ended and is started again`,
    ...quoted(lastWords),
  ].join('\n');
}

export function runsAgainText(name: string, url: string | undefined): string {
  const where = url === undefined ? '' : `: ${url}`;
  return `  ${name} werkt weer · works again${where}`;
}

export function cannotStartText(name: string, why: string, lastWords: string): string {
  return [
    `  ${name} kan niet starten (${why}); de demo stopt.`,
    `  ${name} cannot start (${why}); the demo stops.`,
    ...quoted(lastWords),
  ].join('\n');
}

/** A page that cannot be built, for example: the parts do not need it. */
export function notMadeText(name: string, why: string, lastWords: string): string {
  return [
    `  ${name} is niet gemaakt (${why}); de rest gaat door.`,
    `  ${name} was not made (${why}); the rest goes on.`,
    ...quoted(lastWords),
  ].join('\n');
}

function silentNow(broken: readonly string[]): readonly string[] {
  if (broken.length === 0) return [];
  return [`\n  Stil · UnavailablePartner: ${broken.join(', ')}`];
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
