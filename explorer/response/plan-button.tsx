import { useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { locales } from '../../ui/language.ts';
import { subgraphName } from '../../ui/partner-names.ts';
import { useLanguage, useTexts } from '../choices/page-language.ts';
import type { Notice } from './notices.ts';
import { useAskPlan } from './plan.ts';
import type { Plan } from './plan.ts';
import { responseTexts } from './texts.ts';

interface Asked {
  readonly query: string;
  readonly answer: Plan | readonly Notice[];
}

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
        {asked?.query === query && <Answer answer={asked.answer} />}
      </div>
    </>
  );
}

function Answer({ answer }: { readonly answer: Plan | readonly Notice[] }) {
  const language = useLanguage();
  const texts = responseTexts[language].plan;
  if (!('cost' in answer))
    return answer.map((notice) => `${notice[language]} ${notice.detail ?? ''}`.trim()).join(' ');
  const { cost, limit, path, fields, subgraphs } = answer;
  const number = (value: number) => value.toLocaleString(locales[language]);
  const asked = subgraphs.map((name) => subgraphName(name)[language]).join(', ');
  const costs = fields.map((one) => `${one.field} ${number(one.cost)}`).join(', ');
  return (
    <>
      <p>
        {texts.cost(number(cost), number(limit))}
        {path.length > 0 && ` ${texts.mostExpensive(path.join('.'))}`}
      </p>
      {fields.length > 1 && <p>{texts.byField(costs)}</p>}
      <p>{asked === '' ? texts.nobody : texts.asked(asked)}</p>
    </>
  );
}
