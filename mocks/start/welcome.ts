/** The texts that the demo prints, in Dutch and in English. */
import { DEMO_ROLES } from '../roles.ts';
import type { DemoAddresses } from './addresses.ts';

/** The README shows this query with its response; a test runs it. */
export const FIRST_QUERY =
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
    '  Alles hier is verzonnen: de mensen, de vouchers en het aanbod van de scholen. De sleutels zijn openbaar.',
    '  Everything here is invented: people, vouchers and what schools offer. The keys are public.',
    section('Adressen · Addresses', [
      [`${gateway}/`, 'het dashboard van een programma · the dashboard of a programme'],
      [
        `${gateway}/graphql`,
        'de verkenner in de browser, en de API · the explorer in a browser, and the API',
      ],
      [`${gateway}/schema.graphql`, 'het schema · the schema'],
      [addresses.issuer, 'de uitgever van tokens (OpenID Connect) · the issuer of tokens'],
      ...[...subgraphs].map(([kind, url]) => [url, `subgraph ${kind}`] as const),
    ]),
    section(
      'Rollen · Roles     npm run -s token -- ROLE',
      DEMO_ROLES.map((role) => [role.id, `${role.name.nl} · ${role.name.en}`] as const),
    ),
    '\n  Eerste query · First query\n',
    `    curl -s ${gateway}/graphql -H 'content-type: application/json' \\`,
    `      -d '${JSON.stringify({ query: FIRST_QUERY })}'`,
    ...unavailableNow(broken),
    '\n  Stoppen · Stop: Ctrl-C\n',
  ].join('\n');
}

export function portTakenText(port: number): string {
  return [
    `Poort ${port} is bezet. Kies een andere: PORT=${port + 80} npm start`,
    `Port ${port} is taken. Choose another: PORT=${port + 80} npm start`,
  ].join('\n');
}

/** One line, and the last lines that the process itself printed. */
export function diedText(name: string, why: string, lastOutput: string): string {
  return [
    `  ${name} is gestopt (${why}) en wordt opnieuw gestart · has ended and is started again`,
    ...quoted(lastOutput),
  ].join('\n');
}

export function runsAgainText(name: string, url: string | undefined): string {
  const where = url === undefined ? '' : `: ${url}`;
  return `  ${name} werkt weer · works again${where}`;
}

export function cannotStartText(name: string, why: string, lastOutput: string): string {
  return [
    `  ${name} kan niet starten (${why}); de demo stopt.`,
    `  ${name} cannot start (${why}); the demo stops.`,
    ...quoted(lastOutput),
  ].join('\n');
}

/** For example a page that cannot be built: the other processes do not need it. */
export function notMadeText(name: string, why: string, lastOutput: string): string {
  return [
    `  ${name} is niet gemaakt (${why}); de rest gaat door.`,
    `  ${name} was not made (${why}); the rest goes on.`,
    ...quoted(lastOutput),
  ].join('\n');
}

function unavailableNow(broken: readonly string[]): readonly string[] {
  if (broken.length === 0) return [];
  return [`\n  Niet bereikbaar · Unavailable: ${broken.join(', ')}`];
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const lines = rows.map(([left, right]) => `    ${left.padEnd(width)}${right}`);
  return [`\n  ${title}\n`, ...lines].join('\n');
}

function quoted(words: string): readonly string[] {
  return words === '' ? [] : words.split('\n').map((line) => `    | ${line}`);
}

/** The settings cannot be used; `complaint` is what the process that read them printed. */
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
