import type { ReactNode } from 'react';
import { Badge, Dutch, Heading, Link, Paragraph } from '../../parts/text.tsx';
import { capital, textFor, useLocale, useTexts } from '../../texts/locale.ts';
import { exampleOf } from './examples.ts';
import { usesOf } from './groups.ts';
import {
  namedType,
  type Accessible,
  type FieldEntry,
  type Reference,
  type TypeEntry,
} from './reference.ts';
import { texts } from './texts.ts';

const USES_MAX = 12;

interface TypeDocumentationProps {
  readonly reference: Reference;
  readonly type: TypeEntry;
  /** The field that was chosen; empty for none. */
  readonly fieldName: string;
}

/** One type: what it is, who may see it, its fields, and where it is used. */
export function TypeDocumentation({ reference, type, fieldName }: TypeDocumentationProps) {
  const own = useTexts(texts);
  const uses = usesOf(reference, type.name);
  return (
    <article id={type.name}>
      <h2 className="nl-heading nl-heading--level-2">
        {type.term === '' ? own.start : <Dutch>{capital(type.term)}</Dutch>}{' '}
        <code lang="en">{type.name}</code> <Badge>{own.kinds[type.kind]}</Badge>
      </h2>
      <English>{type.text}</English>
      <dl className="reference-facts">
        <OwnerFact reference={reference} entry={type} />
        <LayerFact entry={type} />
        {type.layer !== null && <AccessFact reference={reference} entry={type} />}
      </dl>
      {type.members.length > 0 && (
        <Paragraph>
          {own.members}: <Names names={type.members} />
        </Paragraph>
      )}
      {type.fields.length > 0 && <Heading level={3}>{own.fields[type.kind]}</Heading>}
      <ul className="reference-fields">
        {type.fields.map((field) => (
          <Field
            key={field.name}
            reference={reference}
            type={type}
            field={field}
            isChosen={field.name === fieldName}
          />
        ))}
      </ul>
      {uses.length > 0 && (
        <>
          <Heading level={3}>{own.uses}</Heading>
          <Paragraph>
            <Names names={uses.slice(0, USES_MAX)} />
            {uses.length > USES_MAX && ` ${own.moreUses(uses.length - USES_MAX)}`}
          </Paragraph>
        </>
      )}
    </article>
  );
}

interface FieldProps {
  readonly reference: Reference;
  readonly type: TypeEntry;
  readonly field: FieldEntry;
  readonly isChosen: boolean;
}

/** A field or a value; owner, layer and access only where they differ from those of the type. */
function Field({ reference, type, field, isChosen }: FieldProps) {
  const own = useTexts(texts);
  const { language } = useLocale().address;
  const example = field.example === null ? undefined : exampleOf(field.example, language);
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return (
    <li id={`${type.name}.${field.name}`} className={isChosen ? 'reference-chosen' : undefined}>
      <p className="reference-field">
        <Link href={`#${type.name}.${field.name}`}>
          <code lang="en">{field.name}</code>
        </Link>
        {field.type !== '' && (
          <>
            {': '}
            <TypeLink reference={reference} type={field.type} />
          </>
        )}
      </p>
      <div className="reference-about">
        <p className="reference-term">
          <Dutch>{capital(field.term)}</Dutch>
        </p>
        <English>{field.text}</English>
        {field.args.length > 0 && (
          <details>
            <summary>
              {own.arguments} ({field.args.length})
            </summary>
            <ul className="reference-arguments">
              {field.args.map((argument) => (
                <li key={argument.name}>
                  <code lang="en">{argument.name}</code>:{' '}
                  <TypeLink reference={reference} type={argument.type} />
                  {argument.defaultValue !== null && (
                    <>
                      , {own.standard} <code>{argument.defaultValue}</code>
                    </>
                  )}{' '}
                  <span className="quiet">
                    <Dutch>{capital(argument.term)}.</Dutch> <span lang="en">{argument.text}</span>
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
        <dl className="reference-facts">
          {differs(field.owners, type.owners) && <OwnerFact reference={reference} entry={field} />}
          {differs(field.layer, type.layer) && <LayerFact entry={field} />}
          {(differs(field.purposes, type.purposes) || type.name === 'Query') && (
            <AccessFact reference={reference} entry={field} />
          )}
          {example !== undefined && (
            <Fact title={own.example}>
              <Link href={example.href}>{example.title}</Link>
            </Fact>
          )}
          {field.deprecated !== null && (
            <Fact title={own.deprecated}>
              <span lang="en">{field.deprecated}</span>
            </Fact>
          )}
        </dl>
      </div>
    </li>
  );
}

function OwnerFact({
  reference,
  entry,
}: {
  readonly reference: Reference;
  readonly entry: Accessible;
}) {
  const own = useTexts(texts);
  const { texts: common } = useLocale();
  const all = new Set(reference.types.flatMap(({ owners }) => owners)).size;
  const names = entry.owners.map((owner) => textFor(common.subgraphs, owner));
  return (
    <Fact title={own.owner}>{names.length === all ? own.sharedOwners : names.join(', ')}</Fact>
  );
}

function LayerFact({ entry: { layer } }: { readonly entry: Accessible }) {
  const own = useTexts(texts);
  return layer === null ? null : <Fact title={own.layer}>{own.layers[layer]}</Fact>;
}

function AccessFact({
  reference,
  entry: { purposes },
}: {
  readonly reference: Reference;
  readonly entry: Accessible;
}) {
  const own = useTexts(texts);
  const { address } = useLocale();
  const names = purposes?.map((index) => reference.purposes[index]?.[address.language] ?? '');
  if (names === undefined) return <Fact title={own.access}>{own.everyone}</Fact>;
  return <Fact title={own.access}>{names.length === 0 ? own.nobody : own.purposes(names)}</Fact>;
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Descriptions are in English, also on the Dutch page. */
function English({ children }: { readonly children: string }) {
  return (
    <p className="nl-paragraph reference-text" lang="en">
      {children}
    </p>
  );
}

/** A type as it is written, with a link to it; a scalar of GraphQL itself has no page. */
function TypeLink({ reference, type }: { readonly reference: Reference; readonly type: string }) {
  const name = namedType(type);
  const isKnown = reference.types.some((one) => one.name === name);
  return isKnown ? (
    <Link href={`#${name}`}>
      <code lang="en">{type}</code>
    </Link>
  ) : (
    <code lang="en">{type}</code>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return names.map((name, index) => (
    <span key={name}>
      {index > 0 && ', '}
      <Link href={`#${name}`}>
        <code lang="en">{name}</code>
      </Link>
    </span>
  ));
}
