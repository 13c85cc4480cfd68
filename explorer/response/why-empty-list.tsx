import { useLanguage } from '../choices/page-language.ts';
import { responseTexts } from './texts.ts';
import type { EmptyField } from './why-empty.ts';

interface WhyEmptyProps {
  readonly fields: readonly EmptyField[];
  /** The name of a field as the heads of the table have it. */
  readonly nameOf: (path: string) => string;
  /** Open at once when the response has nothing else to show. */
  readonly isOpen: boolean;
}

/** Why parts of the response are empty; absent when nothing is. */
export function WhyEmpty({ fields, nameOf, isOpen }: WhyEmptyProps) {
  const language = useLanguage();
  if (fields.length === 0) return null;
  return (
    <details className="why-empty" key={String(isOpen)} open={isOpen}>
      <summary>
        {responseTexts[language].whyEmpty} ({fields.length})
      </summary>
      <dl>
        {fields.map((field) => (
          <div key={field.path}>
            <dt title={field.path}>{nameOf(field.path)}</dt>
            <dd>{field[language]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
