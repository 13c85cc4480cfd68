import { Kind, type ConstValueNode } from 'graphql';
import type { LiteralValue } from './normalize-text.ts';

/** How to make a default value from the literals of a text, by the offset or number of each. */
export type DefaultValueTemplate =
  | { readonly literalAt: number }
  | { readonly constant: string | boolean | null }
  | { readonly items: readonly DefaultValueTemplate[] }
  | { readonly fields: readonly (readonly [name: string, value: DefaultValueTemplate])[] };

/** The default value, from the literals of the text of this request. */
export function fillTemplate(
  template: DefaultValueTemplate,
  literalAt: (start: number) => LiteralValue | undefined,
): unknown {
  if ('literalAt' in template) return literalAt(template.literalAt);
  if ('constant' in template) return template.constant;
  if ('items' in template) return template.items.map((item) => fillTemplate(item, literalAt));
  return Object.fromEntries(
    template.fields.map(([name, value]) => [name, fillTemplate(value, literalAt)]),
  );
}

/** The same template, with other numbers for its literals. */
export function renumbered(
  template: DefaultValueTemplate,
  numberOf: (start: number) => number,
): DefaultValueTemplate {
  if ('literalAt' in template) return { literalAt: numberOf(template.literalAt) };
  if ('items' in template)
    return { items: template.items.map((item) => renumbered(item, numberOf)) };
  if (!('fields' in template)) return template;
  return { fields: template.fields.map(([name, value]) => [name, renumbered(value, numberOf)]) };
}

/** The template of a default value: its literals by offset, its enum values and booleans as they are. */
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

/** Replaces literals by placeholders of the same type. */
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
