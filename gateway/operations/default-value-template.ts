import { Kind, type ConstValueNode } from 'graphql';

/** How to make a default from the literals of a text, by the place where each of them stands. */
export type Recipe =
  | { readonly literalAt: number }
  | { readonly constant: string | boolean | null }
  | { readonly items: readonly Recipe[] }
  | { readonly fields: readonly (readonly [name: string, value: Recipe])[] };

/** A default's value, from the literals as they stand in the text that is asked now. */
export function prepareDefault(
  recipe: Recipe,
  literalAt: (place: number) => string | number | undefined,
): unknown {
  if ('literalAt' in recipe) return literalAt(recipe.literalAt);
  if ('constant' in recipe) return recipe.constant;
  if ('items' in recipe) return recipe.items.map((item) => prepareDefault(item, literalAt));
  return Object.fromEntries(
    recipe.fields.map(([name, value]) => [name, prepareDefault(value, literalAt)]),
  );
}

/** The same recipe, by other places. */
export function withPlaces(recipe: Recipe, placeOf: (place: number) => number): Recipe {
  if ('literalAt' in recipe) return { literalAt: placeOf(recipe.literalAt) };
  if ('items' in recipe) return { items: recipe.items.map((item) => withPlaces(item, placeOf)) };
  if (!('fields' in recipe)) return recipe;
  return { fields: recipe.fields.map(([name, value]) => [name, withPlaces(value, placeOf)]) };
}

/** What is left of a default when its literals are taken out: words of the schema, and places. */
export function recipeOf(node: ConstValueNode): Recipe {
  switch (node.kind) {
    case Kind.NULL:
      return { constant: null };
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return { constant: node.value };
    case Kind.LIST:
      return { items: node.values.map(recipeOf) };
    case Kind.OBJECT:
      return { fields: node.fields.map(({ name, value }) => [name.value, recipeOf(value)]) };
    default:
      return { literalAt: node.loc?.start ?? -1 };
  }
}

/** The same form with nothing in it; a value of its type, whatever that is. */
export function emptied(node: ConstValueNode): ConstValueNode {
  switch (node.kind) {
    case Kind.STRING:
      return { kind: Kind.STRING, value: '' };
    case Kind.INT:
    case Kind.FLOAT:
      return { kind: Kind.INT, value: '0' };
    case Kind.LIST:
      return { ...node, values: node.values.map(emptied) };
    case Kind.OBJECT: {
      const fields = node.fields.map((field) => ({ ...field, value: emptied(field.value) }));
      return { ...node, fields };
    }
    default:
      return node;
  }
}
