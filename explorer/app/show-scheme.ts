type Scheme = 'light' | 'dark';

export const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)');

/** The scheme of the page, which CSS reads: what the user chose in the settings, or what the system has. */
export function showScheme(chosen: string | null): void {
  const system: Scheme = systemIsDark().matches ? 'dark' : 'light';
  const scheme = chosen === 'light' || chosen === 'dark' ? chosen : system;
  document.documentElement.dataset['scheme'] = scheme;
}
