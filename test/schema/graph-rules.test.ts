import { describe, expect, test } from 'vitest';
import { composeSupergraph } from '../../schema/compose.ts';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';
import {
  notNullable,
  openInSubgraph,
  totalsOfCases,
  walksForInzage,
  waysIntoCases,
  withoutDescription,
  withoutLayer,
  withoutListSize,
  withoutProtection,
  withTwoListSizes,
} from './graph-rules.ts';

describe.each([['all subgraphs', SUBGRAPH_NAMES]])('the graph of %s', (_, kinds) => {
  const composition = composeSupergraph(kinds);
  const sdl = composition.ok ? composition.supergraphSdl : '';

  test('composes without an error or a hint', () => {
    expect(composition).toEqual({ ok: true, supergraphSdl: expect.any(String), hints: [] });
    expect(sdl).toContain('type Voucher');
  });

  test('describes every type, field, argument and value in Dutch and English', () => {
    expect(withoutDescription(sdl)).toEqual([]);
  });

  test('gives every object type exactly one layer', () => {
    expect(withoutLayer(sdl)).toEqual([]);
  });

  test('protects every case type, and every root that leads to one', () => {
    expect(withoutProtection(sdl)).toEqual([]);
  });

  test('has no path from public data to case data', () => {
    expect(waysIntoCases(sdl)).toEqual([]);
  });

  test('has "me" as the only root for inzage', () => {
    expect(walksForInzage(sdl)).toEqual([]);
  });

  test('has nullable types for all fields of other subgraphs', () => {
    expect(notNullable(sdl)).toEqual([]);
  });

  test('has no total of case records', () => {
    expect(totalsOfCases(sdl)).toEqual([]);
  });

  test('tells the size of every list, in one way', () => {
    expect(withoutListSize(sdl)).toEqual([]);
    expect(withTwoListSizes(sdl)).toEqual([]);
  });

  test.each(kinds)('protects case types in the subgraph %s on its own', (kind) => {
    expect(openInSubgraph(subgraphSdl(kind), sdl)).toEqual([]);
  });
});

describe('the graph rules report', () => {
  const broken = `
    type Query {
      "NL: voucher. One voucher."
      voucher("no Dutch" id: ID!): Voucher!
      caseload: [Voucher!] @authenticated @requiresScopes(scopes: [["s"]])
        @policy(policies: [["purpose:case"], ["purpose:inzage"]])
    }
    "NL: scholingsvoucher. A voucher."
    type Voucher @join__type(graph: FUNDS, key: "id") @tag(name: "case") @authenticated
      @policy(policies: [["purpose:case"]]) {
      "NL: nummer. The number." id: ID!
      "NL: soort. The kind." kind: Kind!
    }
    "NL: soort."
    enum Kind { "NL: een. The first." ONE TWO }
    type Training @tag(name: "public") @tag(name: "case-like") { "A voucher." voucher: Voucher }
    type VoucherConnection @tag(name: "public") @tag(name: "case") { totalCount: Int! }
    type VoucherEdge @policy(policies: [["purpose:inzage"]]) { cursor: String! }
    input Filter { first: Int }
    scalar Date
  `;

  test('a description that is missing or has no Dutch term', () => {
    expect(withoutDescription(broken)).toEqual([
      'Query.voucher.id',
      'Query.caseload',
      'Kind',
      'Kind.TWO',
      'Training',
      'Training.voucher',
      'VoucherConnection',
      'VoucherConnection.totalCount',
      'VoucherEdge',
      'VoucherEdge.cursor',
      'Filter',
      'Filter.first',
      'Date',
    ]);
  });

  test('a type without a layer, or with two', () => {
    expect(withoutLayer(broken)).toEqual(['VoucherConnection', 'VoucherEdge']);
  });

  test('a case type or root that is not wholly protected', () => {
    expect(withoutProtection(broken)).toEqual(['Voucher', 'VoucherConnection', 'Query.voucher']);
  });

  test('a path from public data to case data', () => {
    expect(waysIntoCases(broken)).toEqual(['Training.voucher']);
  });

  test('a list or another root for inzage', () => {
    expect(walksForInzage(broken)).toEqual(['Query.caseload', 'VoucherEdge']);
  });

  test('a root, or a field beside the key of an entity, that cannot be null', () => {
    expect(notNullable(broken)).toEqual(['Query.voucher', 'Voucher.kind']);
  });

  test('a total of case records', () => {
    expect(totalsOfCases(broken)).toEqual(['VoucherConnection.totalCount']);
  });

  test('a list without a size, or with two', () => {
    const lists = `
      type Query {
        page(first: Int): Page @listSize(slicingArguments: ["first"], sizedFields: ["nodes"])
        open: [Item!]!
        both(first: Int = 5): [Item] @listSize(assumedSize: 5, slicingArguments: ["first"])
      }
      type Page { nodes: [Item] others: [Item] }
      type Item { names: [String!] known: [String] @listSize(assumedSize: 2) }`;
    expect(withoutListSize(lists)).toEqual(['Page.others', 'Item.names', 'Query.open']);
    expect(withTwoListSizes(lists)).toEqual(['both']);
  });

  test('a subgraph without the protection of a case type', () => {
    const subgraph = 'type Voucher @key(fields: "id") @authenticated { id: ID! }';
    expect(openInSubgraph(subgraph, broken)).toEqual(['Voucher']);
  });
});
