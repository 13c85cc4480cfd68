import type { IResolvers } from '@graphql-tools/utils';
import type { Logger } from 'pino';
import type { References } from './entities.ts';
import type { KeyDomain } from './identity/key-ring.ts';
import type { CursorCodec } from './paging/cursor.ts';
import type { PartnerList } from './partners.ts';
import type { RequestScope } from './request-scope.ts';

/** What a resolver receives: the request, and this kind's loaders for it. */
export type KindContext<Loaders> = RequestScope & {
  readonly loaders: Loaders;
  /** For lists of protected records: bound to the caller. */
  readonly cursors: CursorCodec;
  /** For public lists, whoever asks: the gateway sends no context with a public fetch. */
  readonly publicCursors: CursorCodec;
};

/** What a kind is given when its process starts. */
export interface KindOptions {
  readonly partners: PartnerList;
  /** The value of a setting that the partner list names; secrets come this way only. */
  readonly secretOf: (setting: string) => string | undefined;
  /** Why a partner's response could not be used. */
  readonly log: Logger;
}

/** What every folder of a kind fulfils: sources behind loaders behind resolvers. */
export interface KindOfPartner<Loaders> {
  /** The key domains it may hold, and needs. */
  readonly keyDomains: readonly KeyDomain[];
  readonly resolvers: IResolvers<unknown, KindContext<Loaders>>;
  readonly references: References<KindContext<Loaders>>;
  /** New for every request: a loader remembers answers, and answers belong to one caller. */
  createLoaders(scope: RequestScope): Loaders;
  stop(): Promise<void>;
}
