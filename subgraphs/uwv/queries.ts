import type { GraphQLResolveInfo } from 'graphql';
import { reportAtAll } from '../kit/audit/data-subjects.ts';
import type { Sector } from '../../core/sectors/sectors.ts';
import { codedError } from '../../core/errors/coded-error.ts';
import { parseFirst, toConnection, type Connection } from '../kit/paging/connection.ts';
import { readCursor } from '../kit/paging/cursor.ts';
import { openPerson } from '../kit/ids/person-reference.ts';
import { municipalitiesIn, type RegionInput } from '../kit/mapping/region-filter.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { UwvLoaders } from './loaders.ts';
import { asPerson, type PersonNode } from './models.ts';
import type { BenefitType, PersonPart, PersonRecord } from './records.ts';
import { industriesIn } from './sbi.ts';
import type { Representation } from '../kit/subgraph/entity-references.ts';

type Context = SubgraphContext<UwvLoaders>;
type Path = GraphQLResolveInfo['path'];

interface JobseekersArguments {
  readonly filter?: {
    readonly region?: RegionInput | null;
    readonly sectors?: readonly Sector[] | null;
    readonly benefitTypes?: readonly BenefitType[] | null;
    readonly availableFrom?: string | null;
  } | null;
  readonly first: number;
  readonly after?: string | null;
}

/** `jobseekers`: one page, by UWV's number of registration, which never changes. */
export async function listJobseekers(
  _: unknown,
  { filter, first, after }: JobseekersArguments,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<Connection<PersonNode> | null> {
  const { region, sectors, benefitTypes, availableFrom } = filter ?? {};
  if (benefitTypes && !context.loaders.mayFilterByBenefit) {
    throw codedError('PURPOSE_DENIED', 'Cannot filter by benefit under this purpose');
  }
  const scope = { field: 'jobseekers', filter: filter ?? null };
  const page = await context.loaders.jobseekerPage({
    selection: {
      municipalities: region ? municipalitiesIn(region, context.today) : null,
      industries: sectors ? industriesIn(sectors) : null,
      benefitTypes: benefitTypes ?? null,
      benefitOn: context.today,
      availableFrom: availableFrom ?? null,
    },
    first: parseFirst(first),
    start: readCursor(context.cursors, scope, after),
  });
  context.failures.report(page.unavailable, path);
  return toConnection(
    page,
    ({ partner, number }) => {
      context.subjects.report('person', partner, number);
      return asPerson(number, context.ids);
    },
    context.cursors,
    scope,
  );
}

/** One part of a person's file at each office that knows the person; null when none does. */
export async function filesOf(
  { number }: PersonNode,
  part: PersonPart,
  { loaders, failures, subjects }: Context,
  path: Path,
): Promise<readonly PersonRecord[] | null> {
  const { arrived, unavailable } = await loaders.partOfPerson.load({ number, part });
  failures.report(unavailable, path);
  reportAtAll(subjects, 'person', arrived, number);
  const files = [...arrived.values()].filter((file) => file !== null);
  return files.length === 0 ? null : files;
}

/** A person by the sealed id; one that is not the caller's fails alone. */
export function resolvePerson({ id }: Representation, { ids, principal }: Context): PersonNode {
  return { id: String(id), number: openPerson(id, ids, principal) };
}
