/**
 * The register of processing activities (AVG art. 30) as far as this software knows it: purposes,
 * grounds and retention from `purposes.yaml`, and which records a purpose opens from the graph itself.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObjectType, type GraphQLObjectType } from 'graphql';
import { format } from 'prettier';
import { firstDenials } from '../../core/access/access-denials.ts';
import type { AccessRules } from '../../core/access/access-rules.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { processingActivityOf, readPurposes, type Purpose } from '../../core/purposes/purposes.ts';
import { rulesOf } from '../../gateway/authorization/authorize.ts';
import type { GeneratedFiles } from './generate-command.ts';

/** The register of processing activities, for people and for programs. */
export async function currentRegister(): Promise<GeneratedFiles> {
  const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
  const rules = rulesOf(sdl);
  const purposes = readPurposes();
  const activities = [...purposes.values()].map((purpose) =>
    activityOf(purpose, processingActivityOf(purposes, purpose.uri), rules),
  );
  const json = JSON.stringify({ demo: true, activities });
  return new Map([
    [
      'docs/register-verwerkingen.md',
      await format(registerPage(activities), { parser: 'markdown' }),
    ],
    ['docs/register-verwerkingen.json', await format(json, { parser: 'json', printWidth: 100 })],
  ]);
}

type ProcessingActivity = ReturnType<typeof activityOf>;

function activityOf(one: Purpose, id: string, rules: AccessRules) {
  return {
    id,
    purpose: one.uri,
    name: { nl: one.nl, en: one.en },
    legalBasis: one.legalBasis,
    subjects: one.subjects,
    partners: one.partners,
    scopes: one.scopes,
    /** Case types, each with the fields that this purpose opens. */
    records: recordsOpenedBy(one, rules),
    retention: one.retention,
    /** Days that lines of the audit log about it are kept. */
    auditLogDays: one.auditLogDays,
    isForInventedDataOnly: one.syntheticOnly,
  };
}

/** Not the lists and edges around records, which say nothing of their own. */
const AROUND = /(Connection|Edge)$/;

function recordsOpenedBy(purpose: Purpose, rules: AccessRules) {
  const types = Object.values(rules.schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.includes('__'))
    .filter(({ name }) => name !== 'Query' && !AROUND.test(name));
  const opened = types.map((type) => [type.name, fieldsOpenedBy(purpose, type, rules)] as const);
  return Object.fromEntries(opened.filter(([, fields]) => fields.length > 0).toSorted(byName));
}

/** Fields that ask something, and of which this purpose with its scopes has all. */
function fieldsOpenedBy(
  { scopes, policies }: Purpose,
  type: GraphQLObjectType,
  rules: AccessRules,
): readonly string[] {
  if (rules.demandsOfType(type).length === 0) return [];
  return Object.values(type.getFields())
    .filter((field) => {
      const demands = rules.demandsOf(type, field);
      const requirement = { coordinate: type.name, path: [field.name], demands };
      return firstDenials([requirement], { scopes, policies }).length === 0;
    })
    .map(({ name }) => name);
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

/** The register as a page for a privacy officer, in Dutch. */
function registerPage(activities: readonly ProcessingActivity[]): string {
  return [
    '# Register van verwerkingsactiviteiten',
    '',
    'Dit register is gemaakt uit `core/purposes/purposes.yaml` en uit het schema, met `npm run register`.',
    'Een test vergelijkt het register met beide: als een doel of een recht verandert, verandert deze pagina ook.',
    '**Het is het register van de demo.** Geen van deze doelen is geregistreerd. Gaat u Vakgraaf',
    'gebruiken, vervang dan de grondslagen door eigen, getoetste grondslagen en vul aan wat de software niet',
    'weet: de verwerkingsverantwoordelijke per doel, de functionaris voor gegevensbescherming, en de',
    'ontvangers. Hetzelfde staat voor programma’s in `register-verwerkingen.json`.',
    ...activities.flatMap(section),
    '',
  ].join('\n');
}

function section(one: ProcessingActivity): readonly string[] {
  const records = Object.entries(one.records);
  return [
    '',
    `## ${one.name.nl[0]?.toUpperCase() ?? ''}${one.name.nl.slice(1)}`,
    '',
    `- **Verwerking**: \`${one.id}\``,
    `- **Doel**: \`${one.purpose}\``,
    `- **Grondslag**: ${one.legalBasis.nl}`,
    `- **Betrokkenen**: ${one.subjects.nl}`,
    `- **Subgraphs waar dossiers worden opgevraagd**: ${one.partners.join(', ') || 'geen'}`,
    `- **Scopes**: ${one.scopes.map((scope) => `\`${scope}\``).join(', ')}`,
    `- **Bewaartermijn**: ${one.retention.nl}`,
    `- **Bewaartermijn van het logboek**: ${one.auditLogDays} dagen, daarna verwijderd`,
    ...(one.isForInventedDataOnly ? ['- **Alleen voor verzonnen gegevens**: ja'] : []),
    '',
    ...(records.length === 0
      ? [
          'Dit doel geeft geen toegang tot dossiers, alleen tot openbare gegevens en beschermde aantallen.',
        ]
      : ['Gegevens die voor dit doel op te vragen zijn:', '', ...records.map(recordLine)]),
  ];
}

const recordLine = ([type, fields]: readonly [string, readonly string[]]): string =>
  `- \`${type}\`: ${fields.join(', ')}`;
