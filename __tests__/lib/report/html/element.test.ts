import fc from "fast-check";
import { embedJson } from "../../../../lib/report/html/element/embed-json";
import { h, textOf } from "../../../../lib/report/html/element/element";
import { escapeHtml, toHtml } from "../../../../lib/report/html/element/to-html";

const HOSTILE = `</script><img src=x onerror="alert(1)">&'<!--`;

test("text stays text, in elements and in attributes", () => {
  const html = toHtml(h("p", { title: HOSTILE }, HOSTILE));
  expect(html).toBe(
    '<p title="&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;&lt;!--">' +
      "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;&lt;!--</p>",
  );
});

test("whatever a text says, it begins no markup", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(toHtml(h("p", { title: text }, text)).replace(/^<p title|<\/p>$/g, "")).toMatch(
        /^(="[^<>"]*")?>[^<>]*$/,
      );
    }),
  );
});

test("characters that HTML can't hold are shown as such", () => {
  expect(escapeHtml("a\u0000b\u001Bc\uD800d\te\n")).toBe("a\uFFFDb\uFFFDc\uFFFDd\te\n");
});

test("attributes without a value are left out, or stand alone", () => {
  expect(toHtml(h("input", { hidden: true, id: undefined, open: false, size: 3 }))).toBe(
    '<input hidden size="3">',
  );
});

test("children that are undefined are left out, and lists are laid flat", () => {
  const element = h("ul", {}, undefined, [h("li", {}, "a"), [undefined, "b"]]);
  expect(toHtml(element)).toBe("<ul><li>a</li>b</ul>");
  expect(textOf(element)).toBe("ab");
});

test.each(["</script>", "</STYLE", "<!--", "<script"])("a script can't hold %s", (text) => {
  expect(() => toHtml(h("script", {}, `"${text}"`))).toThrow("end tag or a comment");
});

test("embedded JSON is the same JSON, and has no character that begins markup", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = embedJson([value, HOSTILE, "\u2028\u2029"]);
      expect(text).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(text)).toEqual(
        JSON.parse(JSON.stringify([value, HOSTILE, "\u2028\u2029"])),
      );
    }),
  );
});
