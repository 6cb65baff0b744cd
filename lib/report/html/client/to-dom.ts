import { type Content, attributeText } from "../element/element";

/** Content as nodes of the page. Text becomes text nodes, so nothing in it is ever markup. */
export function toDom(content: Content): Node {
  if (typeof content === "string") return document.createTextNode(content);
  const element = document.createElement(content.tag);
  for (const [name, value] of Object.entries(content.attributes)) {
    const text = attributeText(value);
    if (text !== undefined) element.setAttribute(name, text);
  }
  element.append(...content.children.map(toDom));
  return element;
}

/** An element of the page that is always there. */
export function byId(id: string): HTMLElement {
  return byIdAs(id, HTMLElement);
}

export function byIdAs<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`the page has no #${id}`);
}

export function replaceContent(parent: HTMLElement, content: readonly Content[]): void {
  parent.replaceChildren(...content.map(toDom));
}
