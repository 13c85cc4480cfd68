/** What was searched in the list and its order. They stay when the workbench takes the place of the first view. */
import { createContext } from 'react';

export type Grouping = 'theme' | 'question';

export interface ListState {
  readonly words: string;
  readonly grouping: Grouping;
}

export const firstListState: ListState = { words: '', grouping: 'theme' };

interface KeptList {
  readonly state: ListState;
  readonly onState: (state: ListState) => void;
}

export const ListContext = createContext<KeptList>({
  state: firstListState,
  onState: () => undefined,
});
