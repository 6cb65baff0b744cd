import { personaMatrix, type PersonaMatrix } from "../../../../lib/report/matrix/persona-matrix";
import { renderPersonaSvg } from "../../../../lib/report/svg/render-persona-svg";
import { capabilityCodes } from "../../../../lib/report/svg/capability-codes";
import { MATRIX_STYLE } from "../../../../lib/report/svg/matrix-style";
import { SHIPPED_TEXT, validPlatform } from "../../../support/platform-file";
import { checkXml } from "./check-xml";
import { RICH_TEXT } from "../rich-platform";

async function svgOf(text: string): Promise<string> {
  return renderPersonaSvg(personaMatrix(await validPlatform(text)));
}

test("the check of XML finds what is wrong with it", () => {
  expect(checkXml('<a b="1"><c/>&amp; d</a>')).toEqual([]);
  for (const wrong of [
    "<a><b></a></b>",
    "<a>",
    "<a/><a/>",
    "<a>&</a>",
    '<a b="&x"/>',
    '<a b="1" b="2"/>',
    "<a>1 < 2</a>",
    '<a b="<"/>',
  ])
    expect(checkXml(wrong)).not.toEqual([]);
});

test.each([
  ["the shipped platform", SHIPPED_TEXT],
  ["one with everything in it", RICH_TEXT],
])("the picture of %s is well-formed, and the same bytes each time", async (_name, text) => {
  const svg = await svgOf(text);
  expect(checkXml(svg)).toEqual([]);
  expect(await svgOf(text)).toBe(svg);
});

test("names with & and <, and control characters, are escaped wherever they stand", () => {
  const name = `<b>&"'\u0007`;
  const matrix: PersonaMatrix = {
    personas: [{ name, enabled: true, groups: [name] }],
    groups: [
      {
        kind: "pipeline",
        name,
        places: [
          {
            kind: "stage",
            name,
            protected: true,
            cells: [[{ capability: name, ownTeam: true, closesOnly: false }]],
          },
        ],
      },
    ],
  };
  const svg = renderPersonaSvg(matrix);
  expect(checkXml(svg)).toEqual([]);
  expect(svg).not.toContain("<b>");
  expect(svg).not.toContain("\u0007");
  expect(svg).toContain("&lt;b&gt;&amp;&quot;&apos;");
});

test("a platform without personas or pipelines still gives a picture", () => {
  expect(checkXml(renderPersonaSvg({ personas: [], groups: [] }))).toEqual([]);
});

test("whoever can't see it gets a title and a description, and cells say what they hold", async () => {
  const svg = await svgOf(RICH_TEXT);
  const [, ids = ""] = /role="img" aria-labelledby="([^"]+)"/.exec(svg) ?? [];
  for (const id of ids.split(" ")) expect(svg).toMatch(new RegExp(`<(title|desc) id="${id}">\\S`));
  expect(svg).toContain("<title>gatekeeper, prod: approve, gate (closes only)</title>");
  expect(svg).toContain("retry (own team)");
});

test("it uses nothing from elsewhere", async () => {
  const svg = (await svgOf(SHIPPED_TEXT)).replace('xmlns="http://www.w3.org/2000/svg"', "");
  expect(svg).not.toMatch(/https?:|url\(|@import|@font-face|<image|<script|href/);
});

test("there is a chip in each cell for all that its persona holds there, and each is in the legend", async () => {
  const matrix = personaMatrix(await validPlatform(SHIPPED_TEXT));
  const svg = renderPersonaSvg(matrix);
  const entries = matrix.groups.flatMap(({ places }) =>
    places.flatMap(({ cells }) => cells.flat()),
  );
  const known = new Set(
    entries.map(({ capability, closesOnly }) => (closesOnly ? `${capability} closes` : capability)),
  );
  expect(svg.match(/class="code"/g)).toHaveLength(entries.length + known.size);
});

test("no two capabilities share a code, however a team names its own", () => {
  const own = [
    "read-metrics",
    "run-migrations",
    "rm",
    "view-more",
    "constructor",
    "a",
    "gat",
    "ga",
  ];
  const codes = capabilityCodes([
    ...own,
    "view",
    "gate",
    "gate (closes only)",
    "retry",
    "rollback",
  ]);
  expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
});

test("what is drawn lies within the picture", async () => {
  for (const text of [SHIPPED_TEXT, RICH_TEXT]) {
    const svg = await svgOf(text);
    const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
    for (const [, x, y, w, h] of svg.matchAll(
      /<rect class="[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
    )) {
      expect(Number(x) + Number(w)).toBeLessThanOrEqual(width);
      expect(Number(y) + Number(h)).toBeLessThanOrEqual(height);
    }
  }
});

describe("on light pages and on dark ones", () => {
  const { light, dark, chips, code } = MATRIX_STYLE;
  test.each(Object.entries({ light, dark }))("text of the %s theme stands out", (_name, theme) => {
    for (const paper of [theme.paper, theme.guarded]) {
      expect(contrast(theme.text, paper)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(theme.soft, theme.paper)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.entries(chips))("letters on chips of what %s stand out", (_kind, colour) => {
    expect(contrast(code, colour)).toBeGreaterThanOrEqual(4.5);
  });

  test("the picture has both", async () => {
    expect(await svgOf(SHIPPED_TEXT)).toMatch(/@media \(prefers-color-scheme: dark\)/);
  });
});

/** @see https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
