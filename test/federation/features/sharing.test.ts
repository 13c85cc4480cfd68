import { testFeature } from '../support/feature.ts';

testFeature({
  subgraphs: {
    a: `
      type Query { shops: [Shop!]! config: Config! @shareable }
      type Shop @key(fields: "id") {
        id: ID! name: String @shareable owner: Owner @provides(fields: "name")
        mode: Mode secretKey: String @inaccessible
        plan: Plan @shareable
      }
      type Owner @key(fields: "id") { id: ID! name: String @external }
      type Config @shareable { version: Int! }
      type Plan @shareable { start: String }
      enum Mode { OPEN CLOSED HIDDEN @inaccessible }`,
    b: `
      type Query { owners: [Owner] }
      type Shop @key(fields: "id") {
        id: ID! name: String @shareable rating: Float @override(from: "c")
        plan: Plan @shareable
      }
      type Owner @key(fields: "id") { id: ID! name: String @shareable shops: [Shop] }
      type Config @shareable { version: Int! }
      type Plan @shareable { start: String end: String }
      enum Mode { OPEN CLOSED HIDDEN @inaccessible }`,
    c: `
      type Query { config: Config! @shareable }
      type Shop @key(fields: "id") { id: ID! rating: Float visits: Int }
      type Config @shareable { version: Int! }
      enum Mode { OPEN CLOSED HIDDEN @inaccessible }`,
  },
  world: () => {
    const jan = { __typename: 'Owner', id: 'o1', name: 'Jan', shops: undefined as unknown };
    const plan = { start: '2024', end: '2026' };
    const shops = [
      {
        __typename: 'Shop',
        id: 's1',
        name: 'Een',
        owner: jan,
        mode: 'OPEN',
        rating: 4.5,
        visits: 3,
        secretKey: 'x',
        plan,
      },
      {
        __typename: 'Shop',
        id: 's2',
        name: null,
        owner: null,
        mode: null,
        rating: 3,
        visits: null,
        secretKey: 'y',
        plan: null,
      },
    ];
    jan.shops = [shops[1], shops[0]];
    return {
      Query: { shops, config: { version: 2 }, owners: [jan, null] },
      objects: [...shops, jan],
    };
  },
  operations: {
    'a field with @provides': '{ shops { owner { name } } }',
    'a field with @shareable': '{ shops { name rating } owners { shops { name } } }',
    'a field with @override': '{ shops { rating visits } }',
    'a shared value type with fields in two subgraphs': '{ shops { plan { start end } } }',
    'an enum': '{ shops { mode } }',
    'all fields by two paths': `{
      shops { id name mode rating visits plan { end start } owner { id name shops { id owner { name shops { visits } } } } }
      owners { name shops { plan { start } rating owner { id } } } }`,
  },
});
