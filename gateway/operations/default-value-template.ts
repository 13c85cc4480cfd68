import { Kind, type ConstValueNode } from 'graphql';

/** How to make a default from the literals of a text, by the place where each of them stands. */
export type DefaultValueTemplate =
  | { readonly literalAt: number }
  | { readonly constant: string | boolean | null }
  | { readonly items: readonly DefaultValueTemplate[] }
  | { readonly fields: readonly (readonly [name: string, value: DefaultValueTemplate])[] };

/** A default's value, from the literals as they stand in the text that is asked now. */
export function prepareDefault(
  template: DefaultValueTemplate,
  literalAt: (place: number) => string | number | undefined,
): unknown {
  if ('literalAt' in template) return literalAt(template.literalAt);
  if ('constant' in template) return template.constant;
  if ('items' in template) return template.items.map((item) => prepareDefault(item, literalAt));
  return Object.fromEntries(
    template.fields.map(([name, value]) => [name, prepareDefault(value, literalAt)]),
  );
}

/** The same recipe, by other places. */
export function withPlaces(
  template: DefaultValueTemplate,
  placeOf: (place: number) => number,
): DefaultValueTemplate {
  if ('literalAt' in template) return { literalAt: placeOf(template.literalAt) };
  if ('items' in template)
    return { items: template.items.map((item) => withPlaces(item, placeOf)) };
  if (!('fields' in template)) return template;
  return { fields: template.fields.map(([name, value]) => [name, withPlaces(value, placeOf)]) };
}

/** What is left of a default when its literals are taken out: words of the schema, and places. */
export function templateOf(node: ConstValueNode): DefaultValueTemplate {
  switch (node.kind) {
    case Kind.NULL:
      return { constant: null };
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return { constant: node.value };
    case Kind.LIST:
      return { items: node.values.map(templateOf) };
    case Kind.OBJECT:
      return { fields: node.fields.map(({ name, value }) => [name.value, templateOf(value)]) };
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
