import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { PageLayout } from '../../layout/page-layout.tsx';
import { Alert } from '../../parts/alert.tsx';
import { Heading, Link, Paragraph } from '../../parts/text.tsx';
import { textFor, useLocale, useTexts } from '../../texts/locale.ts';
import { GROUPS, groupsOf, ROOT } from './groups.ts';
import { EntryName } from './entry-name.tsx';
// oxlint-disable-next-line import/no-unassigned-import -- styles are imported for their effect
import './reference.css';
import type { Reference as ReferenceData } from './reference.ts';
import { createReferenceSearch, idOf } from './search-reference.ts';
import { texts } from './texts.ts';
import { TypeDocumentation } from './type-documentation.tsx';
import { SEARCH_ID, useReferenceAddress } from './use-reference-address.ts';

/** The documentation of the graph, generated from the supergraph. */
export function Reference() {
  const own = useTexts(texts);
  const { texts: common } = useLocale();
  const reference = useReference();
  return (
    <PageLayout title={common.pages.reference}>
      <Heading level={1}>{common.pages.reference}</Heading>
      <Paragraph isLead>{own.lead}</Paragraph>
      {reference === 'loading' && <Paragraph isQuiet>{own.loading}</Paragraph>}
      {reference === 'failed' && (
        <Alert tone="warning">
          <Paragraph>{own.failed}</Paragraph>
        </Alert>
      )}
      {typeof reference === 'object' && <Documentation reference={reference} />}
    </PageLayout>
  );
}

/** The documentation, which is a file of its own that only this page loads. */
function useReference(): ReferenceData | 'loading' | 'failed' {
  const [reference, setReference] = useState<ReferenceData | 'loading' | 'failed'>('loading');
  useEffect(() => {
    const load = async () => {
      try {
        const module = await import('./graph-reference.mjs');
        setReference(module.reference);
      } catch {
        setReference('failed');
      }
    };
    void load();
  }, []);
  return reference;
}

/** What is searched for or all types on one side, and the chosen type on the other; one of them on a narrow page. */
function Documentation({ reference }: { readonly reference: ReferenceData }) {
  const own = useTexts(texts);
  const { search, chosen, setSearch } = useReferenceAddress();
  const [typeName = '', fieldName = ''] = chosen.split('.');
  const isChosen = typeName !== '';
  const type = reference.types.find(({ name }) => name === (isChosen ? typeName : ROOT));
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isChosen) {
      if (location.hash === `#${SEARCH_ID}`) document.getElementById(SEARCH_ID)?.focus();
      return;
    }
    const target = document.getElementById(chosen) ?? shown.current;
    target?.scrollIntoView();
  }, [chosen, isChosen]);
  return (
    <div className={`reference${isChosen ? ' reference--chosen' : ''}`}>
      <div className="reference-list">
        <form role="search" onSubmit={(event) => event.preventDefault()}>
          <label htmlFor={SEARCH_ID}>{own.search}</label>
          <input
            id={SEARCH_ID}
            type="search"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            aria-describedby="reference-hint"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
          <p id="reference-hint" className="quiet">
            {own.searchHint}
          </p>
        </form>
        <Results reference={reference} search={search} />
        {search.trim() === '' && <TypeList reference={reference} chosen={type?.name ?? ''} />}
      </div>
      <div className="reference-type" ref={shown}>
        <p className="nl-paragraph reference-back">
          <Link href={`#${SEARCH_ID}`}>{own.back}</Link>
        </p>
        {type === undefined ? (
          <Paragraph>{own.unknown(chosen)}</Paragraph>
        ) : (
          <TypeDocumentation reference={reference} type={type} fieldName={fieldName} />
        )}
      </div>
    </div>
  );
}

function Results({
  reference,
  search,
}: {
  readonly reference: ReferenceData;
  readonly search: string;
}) {
  const own = useTexts(texts);
  const find = useMemo(() => createReferenceSearch(reference), [reference]);
  const { found, total } = find(useDeferredValue(search));
  const isSearching = search.trim() !== '';
  return (
    <>
      <p className="reference-count" role="status">
        {isSearching && own.results(found.length, total)}
      </p>
      {isSearching && (
        <ul className="reference-results">
          {found.map((one) => (
            <li key={idOf(one)}>
              <Link href={`#${idOf(one)}`}>
                <EntryName entry={one.field ?? one.type} code={idOf(one)} />
              </Link>
              <span className="reference-result-text" lang="en">
                {(one.field ?? one.type).text}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function TypeList({
  reference,
  chosen,
}: {
  readonly reference: ReferenceData;
  readonly chosen: string;
}) {
  const own = useTexts(texts);
  const { texts: common } = useLocale();
  const groups = groupsOf(reference);
  return (
    <nav aria-label={own.list}>
      <ul className="reference-types">
        <li>
          <Link href={`#${ROOT}`} isCurrent={chosen === ROOT}>
            {own.start}
          </Link>
        </li>
      </ul>
      {GROUPS.map((group) => (
        <details key={group} open={groups.get(group)?.some(({ name }) => name === chosen)}>
          <summary>
            {group === 'shared' ? own.shared : textFor(common.subgraphs, group)}{' '}
            <span className="quiet">{groups.get(group)?.length}</span>
          </summary>
          <ul className="reference-types">
            {groups.get(group)?.map((type) => (
              <li key={type.name}>
                <Link href={`#${type.name}`} isCurrent={type.name === chosen}>
                  <EntryName entry={type} code={type.name} />
                </Link>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}
