/**
 * A piece of the page as data: the report's writer turns it into HTML, the page's script into nodes, and neither ever
 * takes text for markup.
 */
export interface Element {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Content[];
}

export type Content = Element | string;

/** Without a value where undefined or false: the attribute is left out. True: it stands alone. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

type Child = Content | undefined | readonly Child[];

/** An element; children that are undefined are left out, lists are laid flat. */
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): Element {
  return { tag, attributes, children: flat(children) };
}

function flat(children: readonly Child[]): Content[] {
  return children.flatMap((child): Content[] => {
    if (child === undefined) return [];
    return isList(child) ? flat(child) : [child];
  });
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}

/** What an attribute comes to; undefined where it is left out. */
export function attributeText(value: Attributes[string]): string | undefined {
  if (value === undefined || value === false) return undefined;
  return value === true ? "" : String(value);
}

/** All text of an element, as `textContent` would give it. */
export function textOf(content: Content): string {
  return typeof content === "string" ? content : content.children.map(textOf).join("");
}
