import { testFeature } from '../support/feature.ts';

testFeature({
  subgraphs: {
    registry: `
      type Award
        @key(fields: "id")
        @key(fields: "number", resolvable: false)
        @key(fields: "code { one two }", resolvable: false)
        @key(fields: "id code { two three }", resolvable: false) {
        id: ID! number: ID! code: Code! name: String!
      }
      type Code @shareable { one: ID! two: ID! three: ID! }`,
    school: `
      type Query { school: School }
      type School @key(fields: "id") { id: ID! awards: [Award!]! }
      type Award
        @key(fields: "code { one two }", resolvable: false)
        @key(fields: "id code { two three }")
        @key(fields: "number", resolvable: false)
        @key(fields: "id", resolvable: false) {
        id: ID! number: ID! code: Code!
        name: String! @external
        label: String! @requires(fields: "name")
      }
      type Code @shareable { one: ID! two: ID! three: ID! }`,
  },
  world: () => {
    const award = {
      __typename: 'Award',
      id: '1',
      number: 'n1',
      code: { one: 'o', two: 'w', three: 't' },
      name: 'Lasser',
      label: (_: unknown, { name }: { name?: string }) => {
        if (name === undefined) throw new Error('name was not provided');
        return `school: ${name}`;
      },
    };
    const school = { __typename: 'School', id: '100', awards: [award] };
    return { Query: { school }, objects: [award, school] };
  },
  operations: {
    'keys that overlap in several ways': {
      query: '{ school { id awards { id name label } } }',
      apolloDiffers: 'it uses a key that is not resolvable',
    },
    'a required field behind keys that are not resolvable': {
      query: '{ school { awards { label } } }',
      apolloDiffers: 'it uses a key that is not resolvable',
    },
    'overlapping keys without a required field':
      '{ school { awards { id name number code { one } } } }',
  },
});
