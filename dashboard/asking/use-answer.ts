import { useEffect, useState } from 'react';
import { ask } from './ask.ts';
import type { Answer, AskedFor, Variables } from './ask.ts';

/** The answer to a question, `null` until it is there; not asked while `isAsked` is false. */
export function useAnswer<T>(
  question: AskedFor<T>,
  variables: Variables,
  isAsked = true,
): Answer<T> | null {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const asked = JSON.stringify(variables);
  useEffect(() => {
    if (!isAsked) return undefined;
    let isWanted = true;
    const listen = async () => {
      const given = await ask(question, JSON.parse(asked) as Variables);
      if (isWanted) setAnswer(given);
    };
    void listen();
    return () => {
      isWanted = false;
    };
  }, [question, asked, isAsked]);
  return answer;
}
