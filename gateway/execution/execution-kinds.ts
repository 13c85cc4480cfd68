/** The names of the executors, apart from their code, because every process reads the settings. */
export const EXECUTION_KINDS = ['apollo', 'compiled'] as const;
export type ExecutionKind = (typeof EXECUTION_KINDS)[number];
