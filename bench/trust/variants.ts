/** What may be left out of the path of a question, each with the modules that stand in for it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProcessPlan } from '../../mocks/start/demo-process.ts';
import { projectRoot } from '../../core/config/project-root.ts';

export const TRUST_PARTS = ['token', 'context', 'ids', 'account'] as const;
export type TrustPart = (typeof TRUST_PARTS)[number];

export interface TrustVariant {
  readonly name: string;
  readonly leftOut: readonly TrustPart[];
  /** No request comes with a token that was seen before. */
  readonly hasNewTokens?: boolean;
}

/** All of it, the same with tokens that must be checked anew, each part left out, and none of it. */
export const TRUST_VARIANTS: readonly TrustVariant[] = [
  { name: 'everything', leftOut: [] },
  { name: 'each token new', leftOut: [], hasNewTokens: true },
  ...TRUST_PARTS.map((part) => ({ name: `without ${part}`, leftOut: [part] })),
  { name: 'nothing', leftOut: TRUST_PARTS },
];

export const TRUST_WORDS: Readonly<Record<TrustPart, string>> = {
  token: 'token, purpose and authorization, at gateway and subgraph',
  context: 'context signed at the gateway and checked in the subgraph',
  ids: 'ids sealed, those in the account included',
  account: 'account line in the subgraph and access log at the gateway',
};

/** A module of the compiled code, and what stands in for it. */
export const STAND_INS: Readonly<
  Record<TrustPart, readonly (readonly [module: string, standIn: string])[]>
> = {
  token: [
    ['gateway/authentication/authenticate.js', 'identify'],
    ['core/access/access-denials.js', 'refusals'],
  ],
  context: [
    ['gateway/authentication/sign-context.js', 'context'],
    ['subgraphs/kit/context/read-context.js', 'caller-context'],
  ],
  ids: [['subgraphs/kit/ids/encrypted-id.js', 'sealed-id']],
  account: [
    ['subgraphs/kit/audit/subgraph-audit-log.js', 'account'],
    ['gateway/audit/access-log.js', 'access-log'],
  ],
};

const FOLDER = join(projectRoot(), 'bench/trust');

/** The same process with some parts left out. All variants run under the same loader. */
export function leaveOut(plan: ProcessPlan, parts: readonly TrustPart[]): ProcessPlan {
  const pairs = parts.flatMap((part) => STAND_INS[part]);
  const standIns = Object.fromEntries(
    pairs.map(([module, standIn]) => [
      `/.cache/bench/${module}`,
      pathToFileURL(join(FOLDER, 'stand-ins', `${standIn}.ts`)).href,
    ]),
  );
  const hook = pathToFileURL(join(FOLDER, 'leave-out.mjs'));
  hook.searchParams.set('standIns', JSON.stringify(standIns));
  const flags = ['--import', 'tsx', '--import', hook.href];
  return { ...plan, nodeFlags: [...(plan.nodeFlags ?? []), ...flags] };
}
