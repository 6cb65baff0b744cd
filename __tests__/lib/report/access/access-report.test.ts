import type { AccessCell, AccessMatrix, Effect } from "../../../../lib/access/matrix/access-matrix";
import type { Place } from "../../../../lib/access/matrix/place";
import type { Platform } from "../../../../lib/model/platform";
import { accessMarkdown } from "../../../../lib/report/access/access-markdown";
import { compressPlaces } from "../../../../lib/report/access/compress-places";
import { accessCsv } from "../../../../lib/report/access/list-access";
import { renderAccess } from "../../../../lib/report/access/render-access";
import { renderChanges, renderChangesMarkdown } from "../../../../lib/report/access/render-changes";
import { SHIPPED_TEXT, validPlatform } from "../../../support/platform-file";

const DEPLOYED = ["checkout-api", "data-lake", "storefront"];
const ALL = [...DEPLOYED, "design-system"];
const ALLOWED: Effect = { kind: "allowed" };

let platform: Platform;
beforeAll(async () => {
  platform = await validPlatform(SHIPPED_TEXT);
});

const whole = (pipeline: string): Place => ({ kind: "pipeline", pipeline });
const stage = (pipeline: string, name: string): Place => ({ kind: "stage", pipeline, stage: name });
const account = (name: string, accountId = "0"): Place => ({
  kind: "account",
  account: name,
  accountId,
});
const cell = (capability: string, place: Place, more: Partial<AccessCell> = {}): AccessCell => ({
  subject: "tester",
  capability,
  place,
  effect: ALLOWED,
  intended: true,
  ...more,
});
const matrixOf = (cells: readonly AccessCell[]): AccessMatrix => ({
  subjects: [{ id: "tester", persona: "tester", roles: [], groups: [] }],
  cells,
  decisions: 0,
});

describe("places in a few words", () => {
  const words = (places: readonly Place[], most?: number) =>
    compressPlaces(
      places.map((place) => ({ place })),
      platform,
      most === undefined ? {} : { most },
    );

  test.each<[string, Place[]]>([
    ["all pipelines", ALL.map(whole)],
    ["checkout-api, storefront", ["checkout-api", "storefront"].map(whole)],
    ["prod of all pipelines", DEPLOYED.map((name) => stage(name, "prod"))],
    ["prod of checkout-api", [stage("checkout-api", "prod")]],
    [
      "every stage of design-system",
      [stage("design-system", "source"), stage("design-system", "build")],
    ],
    ["shop-dev, data-dev", [account("shop-dev"), account("data-dev")]],
  ])("%s", (expected, places) => {
    expect(words(places)).toBe(expected);
  });

  test("all accounts are those that there are, with tooling or without", () => {
    const targets = platform.accounts.map(({ name }) => account(name));
    expect(words(targets)).toBe("all target accounts");
    expect(words([...targets, account("tooling")])).toBe("all accounts");
  });

  test("a long list is cut, unless all is asked for", () => {
    const places = Array.from({ length: 20 }, (_, index) => whole(`p${index}`));
    expect(words(places)).toBe("20 pipelines (p0, p1, p2, p3, p4, p5 …)");
    expect(words(places, Infinity)).toContain("p19");
  });
});

test("the table fits its width, marks what isn't plain, and says it in words, once for all alike", () => {
  const conditional: Effect = {
    kind: "conditional",
    when: "allowed if the moon is full",
    keys: [],
  };
  const text = renderAccess(
    matrixOf([
      cell("view", whole("storefront")),
      ...DEPLOYED.map((name) => cell("start", whole(name), { effect: conditional })),
      cell("edit", whole("storefront"), { intended: false }),
      cell("logs", whole("storefront"), {
        effect: { kind: "partial", lacks: ["logs:GetLogEvents"] },
      }),
      cell("approve", stage("storefront", "prod"), { effect: { kind: "denied" } }),
    ]),
    { platform, width: 80 },
  );
  const lines = text.split("\n");
  expect(lines.every((line) => line.length <= 80)).toBe(true);
  expect(text).toMatch(/view, logs\?, edit\s+storefront/);
  expect(text).toMatch(/start\?\s+checkout-api, data-lake, storefront/);
  expect(
    lines
      .slice(lines.indexOf("") + 1)
      .join(" ")
      .replace(/\s+/g, " "),
  ).toBe(
    " ? tester start on checkout-api, data-lake, storefront: hangs on allowed if the moon is full" +
      " ! tester edit on storefront: allowed, and not meant" +
      " ? tester logs on storefront: lacks logs:GetLogEvents" +
      " ? tester approve on prod of storefront: meant, and denied",
  );
});

test("CSV keeps commas, quotes and what a spreadsheet would run as text", () => {
  const effect: Effect = { kind: "conditional", when: '=1+1 is "so", perhaps', keys: [] };
  const [header, first, second] = accessCsv(
    matrixOf([cell("start", whole("storefront"), { effect }), cell("view", whole("storefront"))]),
  ).split("\r\n");
  expect(header).toBe("subject,capability,kind,place,effect,intended,because,until");
  expect(first).toBe(
    'tester,start,pipeline,storefront,conditional,true,"\'=1+1 is ""so"", perhaps",',
  );
  expect(second).toBe("tester,view,pipeline,storefront,allowed,true,,");
});

test("names that come with foreign Terraform stay within their cell, and are no markup", () => {
  const odd = { kind: "pipeline", pipeline: "a|b\n<img src=x> _c_" } as const;
  expect(accessMarkdown(matrixOf([cell("view", odd)])).split("\n")[2]).toBe(
    "| a\\|b \\<img src=x\\> \\_c\\_ | view |",
  );
});

test("Markdown has a row for each place in order, and a column for each subject", () => {
  expect(
    accessMarkdown(
      matrixOf([
        cell("view", whole("storefront")),
        cell("audit", account("shop-dev")),
        cell("start", whole("checkout-api"), { effect: { kind: "partial", lacks: ["x"] } }),
      ]),
    ).split("\n"),
  ).toEqual([
    "| place | tester |",
    "| --- | --- |",
    "| checkout-api | start (partial) |",
    "| storefront | view |",
    "| shop-dev | audit |",
    "",
  ]);
});

describe("changes", () => {
  const change = { who: "tester", kind: "access", capability: "approve" } as const;

  test("say for people what is given and taken, within the width", () => {
    const text = renderChanges([{ ...change, given: ["web/prod"], taken: ["web/dev"] }], 80);
    expect(text.split("\n")).toEqual(["tester", "  + approve: web/prod", "  - approve: web/dev"]);
    expect(renderChanges([], 80)).toBe("No access changes.");
  });

  test("are a table as Markdown, in which no name is taken for anything else", () => {
    const text = renderChangesMarkdown(
      [
        {
          ...change,
          who: "a|b`c",
          given: Array.from({ length: 20 }, (_, n) => `p${n}`),
          taken: [],
        },
      ],
      "main",
    );
    expect(text).toMatch(/^\*\*Access\*\* against `main`: gives 20, takes 0\.\n/);
    expect(text).toContain("| `a\\|b'c` | approve | `p0`");
    expect(text).toContain("and 8 others");
    expect(renderChangesMarkdown([], "main")).toBe("**Access**: nothing changes against `main`.\n");
  });
});
