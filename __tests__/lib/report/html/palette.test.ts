import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PALETTE } from "../../../../lib/report/html/style/palette";
import { ROOT } from "../../../support/synth-platform";
import { contrast } from "./contrast";

const STYLE = join(ROOT, "lib", "report", "html", "style");
const sheets = readdirSync(STYLE)
  .filter((file) => file.endsWith(".css"))
  .map((file) => readFileSync(join(STYLE, file), "utf8"));

describe.each(["light", "dark"] as const)("%s", (theme) => {
  const colours = PALETTE[theme];
  const cases = (least: number, pairs: typeof PALETTE.texts) =>
    pairs.map(([front, behind]) => ({ front, behind, least }));

  test.each([...cases(4.5, PALETTE.texts), ...cases(3, PALETTE.shapes)])(
    "$front on $behind stands out by $least to 1",
    ({ front, behind, least }) => {
      expect(contrast(colours[front], colours[behind])).toBeGreaterThanOrEqual(least);
    },
  );
});

test("both themes have the same colours", () => {
  expect(Object.keys(PALETTE.dark)).toEqual(Object.keys(PALETTE.light));
});

test("style sheets use the palette's colours alone, and every one of them", () => {
  const used = new Set(sheets.flatMap((sheet) => sheet.match(/(?<=var\(--)[\w-]+/g) ?? []));
  expect([...used].sort()).toEqual(Object.keys(PALETTE.light).sort());
  for (const sheet of sheets) expect(sheet).not.toMatch(/#[0-9a-f]{3,8}\b/i);
});

test("style sheets fetch nothing", () => {
  for (const sheet of sheets) expect(sheet).not.toMatch(/url\(|@import|@font-face/);
});
