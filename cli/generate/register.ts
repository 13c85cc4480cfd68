/**
 * The register of processing activities (AVG art. 30) as far as this software knows it: purposes,
 * grounds and retention from `purposes.yaml`, and which records a purpose opens from the graph itself.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isObjectType, type GraphQLField, type GraphQLObjectType } from 'graphql';
import { format } from 'prettier';
import { firstDenials } from '../../core/access/access-denials.ts';
import type { AccessRules } from '../../core/access/access-rules.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import {
  missingRegistration,
  processingActivityOf,
  readPurposes,
  type Purpose,
} from '../../core/purposes/purposes.ts';
import { addVersion, versionAt, type Activity } from '../../core/purposes/register-versions.ts';
import { rulesOf } from '../../gateway/authorization/authorize.ts';
import { dutchCategories } from '../../subgraphs/kit/audit/data-categories.ts';
import { committed, type GeneratedFiles } from './generate-command.ts';

/** The files of a register, without their ending. */
const NAME = 'register-verwerkingen';

interface RegisterOptions {
  readonly purposes?: string | undefined;
  /** Where the register is; docs/ without it. */
  readonly folder?: string | undefined;
}

/**
 * The register of processing activities, for people and for programs: the committed one, with a version for each
 * purpose that has changed.
 */
export async function currentRegister(options: RegisterOptions = {}): Promise<GeneratedFiles> {
  const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
  const rules = rulesOf(sdl);
  const purposes = readPurposes(options.purposes);
  const path = join(options.folder === undefined ? 'docs' : resolve(options.folder), NAME);
  let activities = readRegister(path);
  for (const purpose of purposes.values()) {
    const id = processingActivityOf(purposes, purpose.uri);
    assertOpened(purpose, rules);
    activities = addVersion(activities, id, asInJson(versionOf(purpose, rules)));
  }
  const json = JSON.stringify({ activities });
  return new Map([
    [`${path}.md`, await format(registerPage(activities), { parser: 'markdown' })],
    [`${path}.json`, await format(json, { parser: 'json', printWidth: 100 })],
  ]);
}

/** The version of an activity that applied at a time, as JSON; throws `ConfigError` for a time that is none. */
export function printVersion(
  id: string,
  time: Date,
  { folder = join(projectRoot(), 'docs') }: RegisterOptions,
): string {
  if (Number.isNaN(time.getTime())) {
    throw new ConfigError('Cannot use --at: expected a time such as 2026-11-29T12:00:00Z');
  }
  const path = join(resolve(folder), NAME);
  return JSON.stringify(versionAt(readRegister(path), id, time), null, 2);
}

type Version = ReturnType<typeof versionOf>;

/** The activities of the register as it is; none where it has no versions yet. */
function readRegister(path: string): readonly Activity<Version>[] {
  const text = committed(`${path}.json`);
  if (text === null) return [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this command
  return (JSON.parse(text) as { readonly activities: readonly Activity<Version>[] }).activities;
}

/** As it is read from the file, without what is undefined. */
function asInJson(version: Version): Version {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only optional fields are left out
  return JSON.parse(JSON.stringify(version)) as Version;
}

function versionOf(one: Purpose, rules: AccessRules) {
  const records = recordsOpenedBy(one, rules);
  return {
    validFrom: one.validFrom,
    purpose: one.uri,
    name: { nl: one.nl, en: one.en },
    controller: one.controller,
    legalBasis: one.legalBasis,
    basis: one.basis,
    specialBasis: one.specialBasis,
    registeredOn: one.registeredOn,
    /** What must still be registered before it opens records of real people. */
    // By the entry alone: the register does not change with the day on which it is generated.
    missing: missingRegistration(one, one.registeredOn).map(({ nl }) => nl),
    subjects: one.subjects,
    recipients: one.recipients,
    categories: dutchCategories([...Object.keys(records), ...(one.counted ?? [])]),
    partners: one.partners,
    scopes: one.scopes,
    /** Case types, each with the fields that this purpose opens. */
    records,
    retention: one.retention,
    securityMeasures: one.securityMeasures,
    /** Days that lines of the audit log about it are kept. */
    auditLogDays: one.auditLogDays,
    volume: one.volume,
    isForInventedDataOnly: one.syntheticOnly,
  };
}

/** Throws `ConfigError` for a field in the list of a purpose that its policies do not open in the graph. */
function assertOpened({ uri, fields = {}, ...purpose }: Purpose, rules: AccessRules): void {
  const opened = fieldsOpenedBy({ ...purpose, uri }, rules);
  for (const [type, names] of Object.entries(fields)) {
    const unknown = names.find((name) => opened[type]?.includes(name) !== true);
    if (unknown === undefined) continue;
    throw new ConfigError(`"${uri}" lists "${type}.${unknown}", which its policies do not open`);
  }
}

/** Not the lists and edges around records, which say nothing of their own. */
const AROUND = /(Connection|Edge)$/;

function recordsOpenedBy(purpose: Purpose, rules: AccessRules) {
  const { Query: _roots, ...records } = fieldsOpenedBy(purpose, rules);
  return records;
}

/** The protected fields by type that a purpose with its scopes opens, without what is around records. */
export function fieldsOpenedBy(
  purpose: Purpose,
  rules: AccessRules,
): Readonly<Record<string, readonly string[]>> {
  const { scopes, policies } = purpose;
  const isOpened = (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>) => {
    const demands = rules.demandsOf(type, field);
    const coordinate = `${type.name}.${field.name}`;
    const requirement = { coordinate, path: [field.name], demands };
    const grants = { scopes, policies, purpose };
    return demands.length > 0 && firstDenials([requirement], grants).length === 0;
  };
  const types = Object.values(rules.schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.includes('__'))
    .filter(({ name }) => !AROUND.test(name));
  const opened = types.map((type): readonly [string, readonly string[]] => [
    type.name,
    Object.values(type.getFields()).flatMap((field) => (isOpened(type, field) ? field.name : [])),
  ]);
  return Object.fromEntries(opened.filter(([, fields]) => fields.length > 0).toSorted(byName));
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

/** The register as a page for a privacy officer, in Dutch. */
function registerPage(activities: readonly Activity<Version>[]): string {
  const isRegistered = activities.every(({ versions }) => versions.at(-1)?.missing.length === 0);
  return [
    '# Register van verwerkingsactiviteiten',
    '',
    'Dit register is gemaakt uit de lijst van doelen en uit het schema, met `npm run register`.',
    'Een test vergelijkt het register met beide: als een doel of een recht verandert, komt er een nieuwe versie bij.',
    'Elke versie staat met haar tijd in `register-verwerkingen.json`. Een regel van het logboek noemt de verwerking',
    'en een tijd; samen wijzen die één versie aan (`vakgraaf register --activity ID --at TIJD`).',
    ...(isRegistered
      ? []
      : [
          '**Niet elk doel is geregistreerd.** Een doel waarbij iets ontbreekt, geeft alleen toegang tot dossiers',
          'zolang alle partners verzonnen gegevens hebben. Vul het doel aan in de lijst van doelen.',
        ]),
    ...activities.flatMap(section),
    '',
  ].join('\n');
}

function section({ id, versions }: Activity<Version>): readonly string[] {
  const one = versions.at(-1);
  if (one === undefined) return [];
  const records = Object.entries(one.records);
  const { controller, basis, specialBasis, registeredOn, missing } = one;
  return [
    '',
    `## ${one.name.nl[0]?.toUpperCase() ?? ''}${one.name.nl.slice(1)}`,
    '',
    `- **Verwerking**: \`${id}\``,
    `- **Versie**: geldig vanaf ${one.validFrom}${versions.length > 1 ? `, versie ${versions.length}` : ''}`,
    `- **Doel**: \`${one.purpose}\``,
    `- **Verwerkingsverantwoordelijke**: ${controller ? `${controller.name} (OIN ${controller.oin})` : 'niet geregistreerd'}`,
    `- **Functionaris voor gegevensbescherming**: ${controller?.privacyOfficer ?? 'niet geregistreerd'}`,
    `- **Grondslag**: ${basis ? `${basis.law}, ${basis.article}` : one.legalBasis.nl}`,
    ...(specialBasis
      ? [`- **Bijzondere persoonsgegevens**: ${specialBasis.law}, ${specialBasis.article}`]
      : []),
    ...(registeredOn ? [`- **Geregistreerd op**: ${registeredOn}`] : []),
    ...(missing.length > 0 ? [`- **Ontbreekt voor productie**: ${missing.join(', ')}`] : []),
    `- **Betrokkenen**: ${one.subjects.nl}`,
    `- **Ontvangers**: ${one.recipients.nl}`,
    `- **Soorten gegevens**: ${one.categories.join(', ') || 'geen dossiers'}`,
    `- **Subgraphs waar ${records.length === 0 ? 'dit doel geldt' : 'dossiers worden opgevraagd'}**: ${one.partners.join(', ') || 'geen'}`,
    `- **Scopes**: ${one.scopes.map((scope) => `\`${scope}\``).join(', ') || 'geen'}`,
    `- **Bewaartermijn**: ${one.retention.nl}`,
    `- **Bewaartermijn van het logboek**: ${one.auditLogDays} dagen, daarna verwijderd`,
    `- **Beveiliging**: ${one.securityMeasures.nl}`,
    ...(one.isForInventedDataOnly ? ['- **Alleen voor verzonnen gegevens**: ja'] : []),
    '',
    ...(records.length === 0
      ? [
          one.categories.length === 0
            ? 'Dit doel geeft geen toegang tot dossiers, alleen tot openbare gegevens en beschermde aantallen.'
            : 'Voor dit doel worden dossiers alleen geteld; geen afnemer krijgt er een.',
        ]
      : ['Gegevens die voor dit doel op te vragen zijn:', '', ...records.map(recordLine)]),
  ];
}

const recordLine = ([type, fields]: readonly [string, readonly string[]]): string =>
  `- \`${type}\`: ${fields.join(', ')}`;
