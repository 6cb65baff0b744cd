import fc from "fast-check";
import { csv } from "../../../../lib/report/text/csv";

const cellOf = (text: string) => csv([[text]]).replace(/\r\n$/, "");

test("each record ends with CRLF, the last one too", () => {
  expect(
    csv([
      ["a", "b"],
      ["", "1.5"],
    ]),
  ).toBe("a,b\r\n,1.5\r\n");
});

test.each([
  ["plain words", "plain words"],
  ["a,b", '"a,b"'],
  ["a;b", '"a;b"'],
  ['a "b"', '"a ""b"""'],
  ["a\r\nb", '"a\r\nb"'],
  ["a\rb", '"a\rb"'],
  ["a\nb", '"a\nb"'],
  ["a\tb", '"a\tb"'],
  [" a", '" a"'],
])("%j is written %j", (text, expected) => {
  expect(cellOf(text)).toBe(expected);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\ufeff=1", "\uff1d1"])(
  "%j is text to a spreadsheet",
  (text) => {
    expect(cellOf(text)).toBe(`"'${text}"`);
  },
);

test("an ARN, a list of places and a minus within are left as they are", () => {
  for (const text of ["arn:aws:s3:::a-b/*", "shop-prod/approve", "a = b"]) {
    expect(cellOf(text)).toBe(text);
  }
});

/** RFC 4180, read by the letter. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const [, quoted, bare, end] = pattern.exec(text) ?? [];
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

test("whatever is written is read again, but for the apostrophe before a formula", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", ",", ";", '"', "\r", "\n", "\t", "=", "-", "'", " ", "\u200b"),
  });
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      (rows) => {
        const read = parse(csv(rows));
        const formula = /^'(?=[\s\u200b]*[=-]|[\t\r\n])/;
        const bare = (cells: readonly (readonly string[])[]) =>
          cells.map((row) => row.map((one) => one.replace(formula, "")));
        expect(bare(read)).toEqual(bare(rows));
        for (const one of read.flat()) expect(one).not.toMatch(/^[=+\-@\t\r\n]/);
      },
    ),
  );
});
