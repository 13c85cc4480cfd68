import { useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { subgraphName } from '../../ui/partner-names.ts';
import type { Notice } from './notices.ts';
import { useAskPlan } from './plan.ts';
import type { Plan } from './plan.ts';

interface Asked {
  readonly query: string;
  readonly answer: Plan | readonly Notice[];
}

/** Shows what the query costs and whom it asks, before it is run. */
export function PlanButton() {
  const ask = useAskPlan();
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const [asked, setAsked] = useState<Asked>();
  const query = tab?.query ?? '';
  const show = async () => {
    const answer = await ask({ query, variables: tab?.variables ?? '' });
    setAsked({ query, answer });
  };
  return (
    <>
      <button
        type="button"
        title="What this query costs and whom it asks, without running it"
        onClick={() => void show()}
      >
        Plan
      </button>
      <div className="plan" role="status">
        {asked?.query === query && <Answer answer={asked.answer} />}
      </div>
    </>
  );
}

const inDutch = new Intl.NumberFormat('nl-NL');

function Answer({ answer }: { readonly answer: Plan | readonly Notice[] }) {
  if (!('cost' in answer)) return answer.map(({ nl, detail }) => `${nl} ${detail ?? ''}`).join(' ');
  const { cost, limit, path, fields, subgraphs } = answer;
  const asks = subgraphs.map((name) => subgraphName(name).nl);
  return (
    <>
      <p>
        Deze vraag kost {inDutch.format(cost)} van de {inDutch.format(limit)} die één vraag mag
        kosten.
        {path.length > 0 && ` Het duurst is ${path.join('.')}.`}
      </p>
      {fields.length > 1 && (
        <p>
          Per onderdeel:{' '}
          {fields.map((one) => `${one.field} ${inDutch.format(one.cost)}`).join(', ')}.
        </p>
      )}
      <p>
        {asks.length === 0 ? 'Er wordt niemand bevraagd.' : `Bevraagd worden: ${asks.join(', ')}.`}
      </p>
    </>
  );
}
