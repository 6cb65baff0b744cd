import type { AccessChange } from "../../../../lib/access/lock/diff-locks";
import { renderChangesMarkdown } from "../../../../lib/report/access/render-changes";

const change = (part: Partial<AccessChange>): AccessChange => ({
  who: "dev",
  kind: "access",
  capability: "view",
  given: [],
  taken: [],
  ...part,
});

test("a comment names twelve places, and counts the others", () => {
  const given = Array.from({ length: 14 }, (_, index) => `p${index}`);
  const text = renderChangesMarkdown([change({ given })], "main");
  expect(text).toContain("gives 14, takes 0.");
  expect(text).toContain("`p11`, and 2 others |");
  expect(text).not.toContain("p12");
});

test("what an earlier lock file has in it stays in its cell", () => {
  const odd = "a |\n| b` ";
  const text = renderChangesMarkdown(
    [change({ who: odd, capability: odd, given: [odd], taken: [odd] })],
    odd,
  );
  const rows = text.trimEnd().split("\n");
  expect(rows).toHaveLength(5);
  expect(rows[4]?.match(/(?<!\\)\|/g)).toHaveLength(5);
  expect(rows[0]).not.toContain("b`");
});
