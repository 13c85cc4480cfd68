/** Which recorded operations a change of the schema breaks. */
import {
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { accessRequirementsOf } from '../../core/access/access-requirements.ts';
import { createAccessRules } from '../../core/access/access-rules.ts';
import { distinct, type Demand } from '../../core/access/demands.ts';
import {
  opensBetween,
  type SchemaChange,
  type SchemaVersion,
} from '../../schema/compare-schemas.ts';

export interface RecordedOperation {
  readonly name: string | undefined;
  readonly text: string;
}

/** An operation that worked and no longer works, or not for all its clients. */
export interface BrokenOperation {
  readonly operation: string;
  readonly because: readonly string[];
}

/** An operation that the older version does not know is left out: no change of these two broke it. */
export function brokenOperations(
  operations: readonly RecordedOperation[],
  changes: readonly SchemaChange[],
  before: SchemaVersion,
  after: SchemaVersion,
): readonly BrokenOperation[] {
  const breaking = new Map(
    changes.filter(({ kind }) => kind === 'breaking').map((one) => [one.coordinate, one.text]),
  );
  return operations.flatMap(({ name, text }) => {
    const document = parse(text);
    if (validate(before.api, document).length > 0) return [];
    const problems = validate(after.api, document).map(({ message }) => message);
    const retyped = [...fieldsIn(document, before.api)].flatMap(
      (field) => breaking.get(field) ?? [],
    );
    const isRestricted =
      problems.length === 0 &&
      opensBetween(demandsOf(document, name, after), demandsOf(document, name, before));
    const because = [
      ...new Set([
        ...(problems.length > 0 ? problems : retyped),
        ...(isRestricted ? ['it needs access that it did not need before'] : []),
      ]),
    ];
    return because.length === 0 ? [] : [{ operation: name ?? 'without a name', because }];
  });
}

/** Coordinates of the fields that an operation selects. */
function fieldsIn(document: DocumentNode, schema: GraphQLSchema): ReadonlySet<string> {
  const info = new TypeInfo(schema);
  const fields = new Set<string>();
  const enter = () => {
    const [parent, field] = [info.getParentType(), info.getFieldDef()];
    if (parent && field) fields.add(`${parent.name}.${field.name}`);
  };
  visit(document, visitWithTypeInfo(info, { Field: enter }));
  return fields;
}

function demandsOf(
  document: DocumentNode,
  name: string | undefined,
  { full }: SchemaVersion,
): readonly Demand[] {
  const requirements = accessRequirementsOf(createAccessRules(full), document, name);
  return distinct(requirements.flatMap(({ demands }) => demands));
}
