/** Loads the part of the page with the editor, in the form that `lazy` asks for. A second call gives the same. */
export const loadWorkbench = async () => ({ default: (await import('./workbench.tsx')).Workbench });
