import { type Attributes, type Content, type Element, attributeText } from "./element";

/** Elements that have no end tag. @see https://html.spec.whatwg.org/multipage/syntax.html#void-elements */
const VOID: ReadonlySet<string> = new Set(["br", "hr", "input", "link", "meta"]);

/** Their text is no markup to begin with; what they hold is checked and never comes from a config as it is. */
const RAW: ReadonlySet<string> = new Set(["script", "style"]);

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Content as HTML. Text stays text, whatever it says. */
export function toHtml(content: Content): string {
  if (typeof content === "string") return escapeHtml(content);
  const { tag, children } = content;
  const start = `<${tag}${attributesOf(content)}>`;
  if (VOID.has(tag)) return start;
  const inner = RAW.has(tag) ? rawText(content) : children.map(toHtml).join("");
  return `${start}${inner}</${tag}>`;
}

/** Text for an element or an attribute. HTML has no way to write most control characters, so they are shown as such. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n]|[\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function attributesOf({ attributes }: { readonly attributes: Attributes }): string {
  return Object.entries(attributes)
    .map(([name, value]) => [name, attributeText(value)] as const)
    .filter((entry): entry is readonly [string, string] => entry[1] !== undefined)
    .map(([name, text]) => (text === "" ? ` ${name}` : ` ${name}="${escapeHtml(text)}"`))
    .join("");
}

/**
 * A script's text ends at `</script` and changes its meaning at `<!--`, so neither may be in it.
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
function rawText({ tag, children }: Element): string {
  const text = children.filter((child) => typeof child === "string").join("");
  if (/<\/(script|style)|<!--|<script/i.test(text))
    throw new Error(`a ${tag} element can't hold its text: it has an end tag or a comment in it`);
  return text;
}
