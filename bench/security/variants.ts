/** The parts of security that can be left out, with the modules that replace them. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProcessPlan } from '../../mocks/start/demo-process.ts';
import { projectRoot } from '../../core/config/project-root.ts';

export const SECURITY_PARTS = ['token', 'context', 'ids', 'logs'] as const;
export type SecurityPart = (typeof SECURITY_PARTS)[number];

export interface SecurityVariant {
  readonly name: string;
  readonly leftOut: readonly SecurityPart[];
  /** Each request has a new token. */
  readonly hasNewTokens?: boolean;
}

/** Everything, everything with new tokens, without each part, and without all parts. */
export const SECURITY_VARIANTS: readonly SecurityVariant[] = [
  { name: 'everything', leftOut: [] },
  { name: 'each token new', leftOut: [], hasNewTokens: true },
  ...SECURITY_PARTS.map((part) => ({ name: `without ${part}`, leftOut: [part] })),
  { name: 'nothing', leftOut: SECURITY_PARTS },
];

export const PART_DESCRIPTIONS: Readonly<Record<SecurityPart, string>> = {
  token: 'token, purpose and authorization, at gateway and subgraph',
  context: 'context signed at the gateway and checked in the subgraph',
  ids: 'encryption of ids, including those in the audit log',
  logs: 'audit log of the subgraph and access log of the gateway',
};

/** Modules of the compiled code, and the modules that replace them. */
export const REPLACEMENTS: Readonly<
  Record<SecurityPart, readonly (readonly [module: string, replacement: string])[]>
> = {
  token: [
    ['gateway/authentication/authenticate.js', 'authenticate.ts'],
    ['core/access/access-denials.js', 'access-denials.mjs'],
  ],
  context: [
    ['gateway/authentication/sign-context.js', 'sign-context.ts'],
    ['subgraphs/kit/context/read-context.js', 'read-context.ts'],
  ],
  ids: [['subgraphs/kit/ids/encrypted-id.js', 'encrypted-id.ts']],
  logs: [
    ['subgraphs/kit/audit/subgraph-audit-log.js', 'subgraph-audit-log.ts'],
    ['gateway/audit/access-log.js', 'access-log.ts'],
  ],
};

const FOLDER = join(projectRoot(), 'bench/security');

/** The same process without some parts. All variants run with the same loader. */
export function replaceModules(plan: ProcessPlan, parts: readonly SecurityPart[]): ProcessPlan {
  const pairs = parts.flatMap((part) => REPLACEMENTS[part]);
  const replacements = Object.fromEntries(
    pairs.map(([module, replacement]) => [
      `/.cache/bench/${module}`,
      pathToFileURL(join(FOLDER, 'replacements', replacement)).href,
    ]),
  );
  const hook = pathToFileURL(join(FOLDER, 'replace-modules.mjs'));
  hook.searchParams.set('replacements', JSON.stringify(replacements));
  const flags = ['--import', 'tsx', '--import', hook.href];
  return { ...plan, nodeFlags: [...(plan.nodeFlags ?? []), ...flags] };
}
