import { useTexts } from '../choices/page-language.ts';
import { pageTexts } from './texts.ts';

/** Where the buttons lead: the text field of the editor, and the response. */
const targets = {
  query: '.graphiql-query-editor :is(textarea, .native-edit-context)',
  response: '.response',
  list: '.saved-query-list input',
};

/**
 * The first stops of the page, visible with the focus: past the header and the list to query and response. They are
 * buttons, because the part of the address that a link would change holds the query.
 */
export function SkipLinks({ hasEditor }: { readonly hasEditor: boolean }) {
  const texts = useTexts(pageTexts);
  const skip = (target: keyof typeof targets) => () =>
    document.querySelector<HTMLElement>(targets[target])?.focus();
  return (
    <nav className="skip-links" aria-label={texts.skip}>
      {hasEditor ? (
        <>
          <button type="button" onClick={skip('query')}>
            {texts.toQuery}
          </button>
          <button type="button" onClick={skip('response')}>
            {texts.toResponse}
          </button>
        </>
      ) : (
        <button type="button" onClick={skip('list')}>
          {texts.toList}
        </button>
      )}
    </nav>
  );
}
