import { useGraphiQL } from '@graphiql/react';
import { useMemo, useState } from 'react';
import { locales } from '../../ui/language.ts';
import { useTableLanguage } from '../choices/page-choices.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import { createFieldAt } from '../schema-words/response-fields.ts';
import type { Notice } from './notices.ts';
import { kindNames, useAskPlan } from './plan.ts';
import type { Plan } from './plan.ts';
import { pathText } from './table-words.ts';
import { responseTexts } from './texts.ts';

interface Asked {
  readonly query: string;
  readonly answer: Plan | readonly Notice[];
}

/** Levels of a list that only hold its page. */
const PAGES: ReadonlySet<string> = new Set(['nodes', 'edges', 'node']);

/** Shows what the query costs and whom it asks, before it is run. */
export function PlanButton() {
  const ask = useAskPlan();
  const texts = useTexts(responseTexts);
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const [asked, setAsked] = useState<Asked>();
  const query = tab?.query ?? '';
  const show = async () => {
    const answer = await ask({ query, variables: tab?.variables ?? '' });
    setAsked({ query, answer });
  };
  return (
    <>
      <button type="button" title={texts.plan.title} onClick={() => void show()}>
        Plan
      </button>
      <div className="plan" role="status">
        {asked?.query === query && <Answer {...asked} />}
      </div>
    </>
  );
}

function Answer({ query, answer }: Asked) {
  const language = useLanguage();
  const tableLanguage = useTableLanguage();
  const schema = useGraphiQL((state) => state.schema);
  const fieldAt = useMemo(() => createFieldAt(schema, query), [schema, query]);
  const nameOf = (path: readonly string[]) =>
    pathText(path.filter((step) => !PAGES.has(step)).join('.'), tableLanguage, fieldAt);
  const texts = responseTexts[language].plan;
  if (!('cost' in answer))
    return answer.map((notice) => `${notice[language]} ${notice.detail ?? ''}`.trim()).join(' ');
  const { cost, limit, path, fields, subgraphs } = answer;
  const number = (value: number) => value.toLocaleString(locales[language]);
  const asked = kindNames(subgraphs, language);
  const costs = fields.map((one) => `${nameOf([one.field])} ${number(one.cost)}`).join(', ');
  return (
    <>
      <p>
        {texts.cost(number(cost), number(limit))}
        {path.length > 0 && ` ${texts.mostExpensive(nameOf(path))}`}
      </p>
      {fields.length > 1 && <p>{texts.byField(costs)}</p>}
      <p>{asked === '' ? texts.nobody : texts.asked(asked)}</p>
    </>
  );
}
