/** A piece of a Terraform template: text as it stands, or an expression to be resolved. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly text: string };

/**
 * Cuts a string of Terraform's JSON syntax up. `$${` and `%%{` are the escapes of `${` and `%{`, which is how IAM's own
 * `${aws:username}` gets through. https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function parseTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let at = 0;
  while (at < template.length) {
    const opens = OPENING.exec(template.slice(at));
    if (opens === null) break;
    const mark = opens[0];
    text += template.slice(at, at + opens.index);
    at += opens.index + mark.length;
    if (mark.length === 3) {
      text += mark.slice(1);
      continue;
    }
    const end = endOf(template, at);
    const inner = template.slice(at, end).trim();
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
    parts.push({ kind: "expression", text: mark === "%{" ? `%{${inner}}` : inner });
    at = end + 1;
  }
  text += template.slice(at);
  if (text !== "") parts.push({ kind: "text", text });
  return parts;
}

const OPENING = /\$\$\{|%%\{|\$\{|%\{/;

/** Where the expression's closing brace is; braces nest, and those in quotes don't count. */
function endOf(template: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < template.length; at += 1) {
    const char = template[at];
    if (char === "\\") at += 1;
    else if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === "{") depth += 1;
    else if (char === "}" && depth === 0) return at;
    else if (char === "}") depth -= 1;
  }
  return template.length;
}
