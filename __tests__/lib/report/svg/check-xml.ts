const TOKEN =
  /<(?<close>\/?)(?<name>[a-zA-Z][\w:-]*)(?<attributes>(?:\s+[\w:-]+="[^"<]*")*)\s*(?<self>\/?)>|(?<text>[^<>]+)/gy;
const REFERENCE = /&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);/g;

/** What is wrong with an XML text: tags that don't match, attributes given twice, an & or < that isn't escaped. */
export function checkXml(xml: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  let end = 0;
  let roots = 0;
  for (const token of xml.trim().matchAll(TOKEN)) {
    end = token.index + token[0].length;
    const { close, name = "", attributes = "", self, text } = token.groups ?? {};
    if ((text ?? attributes).replace(REFERENCE, "").includes("&"))
      faults.push(`an & that is not escaped: ${token[0]}`);
    if (text !== undefined) continue;
    const keys = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, key]) => key);
    if (new Set(keys).size !== keys.length) faults.push(`an attribute twice: ${token[0]}`);
    if (close === "/") {
      const expected = open.pop();
      if (expected !== name) faults.push(`</${name}> where </${expected ?? ""}> should be`);
    } else {
      if (open.length === 0) roots++;
      if (self !== "/") open.push(name);
    }
  }
  if (end !== xml.trim().length) faults.push(`not read from ${xml.trim().slice(end, end + 40)}`);
  if (open.length > 0) faults.push(`left open: ${open.join(", ")}`);
  if (roots !== 1) faults.push(`${roots} roots`);
  return faults;
}
