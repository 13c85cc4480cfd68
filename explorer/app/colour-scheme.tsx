import { useGraphiQL, useGraphiQLActions, useMonaco } from '@graphiql/react';
import { useEffect } from 'react';
import { showScheme, systemIsDark } from './show-scheme.ts';

/** Keeps page and editor in the scheme of the system, also when that changes, unless the user chose one. */
export function ColourScheme() {
  const theme = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();
  const monaco = useMonaco((state) => state.monaco);
  useEffect(() => {
    showScheme(theme);
    if (theme !== null) return undefined;
    const system = systemIsDark();
    const follow = () => {
      showScheme(null);
      setTheme(null);
    };
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [theme, setTheme]);
  useEffect(() => {
    if (!monaco) return;
    monaco.editor.defineTheme('graphiql-DARK', darkEditor);
    setTheme(theme);
  }, [monaco, theme, setTheme]);
  return null;
}

/** GraphiQL's dark theme, with line numbers and characters that contrast enough with their background. */
const darkEditor = {
  base: 'vs-dark' as const,
  inherit: true,
  colors: {
    'editor.background': '#ffffff00',
    'scrollbar.shadow': '#ffffff00',
    'editorLineNumber.foreground': '#a9bec6',
    'editorLineNumber.activeForeground': '#e4eef1',
    focusBorder: '#f2b84b',
  },
  rules: [
    { token: 'argument.identifier.gql', foreground: '#c8a2ff' },
    { token: 'comment', foreground: '#94bd7c' },
  ],
};
