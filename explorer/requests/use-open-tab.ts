import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { operationNameFor } from './operation-name.ts';
import { useEditors } from './use-editors.ts';

interface TabText {
  readonly query: string;
  /** JSON. */
  readonly variables: string;
}

interface QueryToOpen extends TabText {
  readonly isRun: boolean;
}

/** Gives a function that opens a query in a new tab, or activates the tab that has it already. */
export function useOpenTab(): (opened: QueryToOpen, isOpened: (tab: TabText) => boolean) => void {
  const actions = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const withEditors = useEditors();
  return ({ query, variables, isRun }, isOpened) =>
    withEditors((editors) => {
      const openAt = tabs.findIndex((tab) =>
        isOpened({ query: tab.query ?? '', variables: tab.variables ?? '' }),
      );
      if (openAt >= 0) actions.changeTab(openAt);
      else {
        actions.addTab();
        actions.updateActiveTabValues({ query, variables });
        editors.query.setValue(query);
        editors.variables.setValue(variables);
      }
      // GraphiQL learns the name a moment after the text; until then a tab would have the name of the one before it.
      actions.setOperationName(operationNameFor(query, undefined) ?? '');
      if (isRun) actions.run();
    });
}
