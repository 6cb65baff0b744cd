import fc from "fast-check";
import { coverNames } from "../../../lib/policy/cover-names";
import { globsMeet } from "../../support/glob";

const RUNS = { numRuns: 1_000 };

const total = (names: readonly string[]): number => names.join("").length;

/** Whether a pattern matches all that a name, itself perhaps a pattern, stands for: only a `*` matches a letter unknown. */
const holds = (pattern: string, name: string): boolean =>
  globsMeet(pattern, name.replaceAll("*", "§"));

const part = fc.string({ unit: fc.constantFrom("a", "b", "1", "-"), minLength: 1, maxLength: 5 });
const stage = fc.constantFrom("prod", "dev");

/** Names of all levels at once, and all stages of a pipeline. */
const anyName = fc.oneof(
  part,
  fc.tuple(part, stage).map((parts) => parts.join("/")),
  fc.tuple(part, part, stage).map((parts) => parts.join("/")),
  part.map((name) => `${name}/*`),
);

/** Anything, two stars side by side and a lone `/` among it. */
const anyText = fc.string({ unit: fc.constantFrom("a", "b", "-", "/", "*"), maxLength: 7 });

const list = (name: fc.Arbitrary<string>) => fc.array(name, { maxLength: 14 });
const names = (name: fc.Arbitrary<string>) =>
  fc.record({ held: list(name), others: list(name), minimumPrefix: fc.nat({ max: 3 }) });
const anyNames = fc.oneof(names(anyName), names(anyText), names(part));

/** Names of one level, each on one side. */
const sides = fc.constantFrom("", "/prod", "/prod/approve", "/*").chain((suffix) =>
  fc.dictionary(
    part.map((name) => `${name}${suffix}`),
    fc.boolean(),
    { maxKeys: 20, noNullPrototype: true },
  ),
);

const sidesOf = (platform: Readonly<Record<string, boolean>>) => ({
  held: Object.keys(platform).filter((name) => platform[name] === true),
  others: Object.keys(platform).filter((name) => platform[name] !== true),
});

describe("names are covered by", () => {
  test.each<[string, string[], string[], string[]]>([
    ["nothing where there are none", [], ["shop-web"], []],
    ["itself where there is one", ["shop-web"], [], ["shop-web"]],
    ["one pattern for a family", ["shop-web", "shop-api"], ["ledger"], ["shop-*"]],
    ["one pattern for a family and its eldest", ["shop", "shop-web"], ["ledger"], ["shop*"]],
    [
      "a pattern cut at a hyphen, though fewer letters would do",
      ["shop-web", "shop-api"],
      [],
      ["shop-*"],
    ],
    ["a pattern cut in a word where it must be", ["s-web", "s-wiki"], ["s-api"], ["s-w*"]],
    [
      "a pattern for each family where a stranger stands between",
      ["shop-api", "shop-web", "store-api", "store-web"],
      ["ship-web", "stock"],
      ["shop-*", "store-*"],
    ],
    [
      "one pattern for an action of many pipelines",
      ["shop-api/prod/approve", "shop-web/prod/approve"],
      ["shop-api/dev/approve", "ledger/prod/approve"],
      ["shop-*/prod/approve"],
    ],
    [
      "a pattern for each action",
      ["s-a/prod/approve", "s-b/prod/approve", "s-a/dev/approve", "s-b/dev/approve"],
      [],
      ["s-*/dev/approve", "s-*/prod/approve"],
    ],
    ["all stages of a family", ["shop-web/*", "shop-api/*"], ["ledger/dev"], ["shop-*/*"]],
    ["what covers them already", ["shop-*", "shop-web", "shop-web/prod"], [], ["shop-*"]],
    ["no more than what is left", ["s-a/*", "s-a/prod", "s-b/prod"], [], ["s-a/*", "s-b/prod"]],
    [
      "a pattern for pipelines that takes their stages along",
      ["shop-web", "shop-api", "shop-api/prod"],
      [],
      ["shop-*"],
    ],
  ])("%s", (_, held, others, expected) => {
    expect(coverNames(held, others)).toEqual(expected);
  });
});

describe("a near-miss keeps a name as it is:", () => {
  test.each<[string, string[], string[]]>([
    ["one that is longer", ["shop", "store"], ["shop-web", "store-web"]],
    ["one that has a number behind", ["shop-api", "shop-web"], ["shop-api-2", "shop-web-2"]],
    ["another name between two", ["shop-api", "shop-web"], ["shop-job"]],
    ["the same stage of another", ["shop-api/prod", "shop-web/prod"], ["shop-job/prod"]],
    ["a name that ends alike, but deeper", ["s-a/prod", "s-b/prod"], ["s-a/x/prod"]],
    ["a stage, where `*` would span the `/`", ["shop-api", "shop-web"], ["shop-job/prod"]],
    ["all stages of another", ["shop-api/prod", "shop-web/prod"], ["shop-job/*"]],
    ["all stages of one's own", ["shop-api/prod", "shop-web/prod"], ["shop-web/*"]],
    ["a stage of another", ["shop-api/*", "shop-web/*"], ["shop-job/dev"]],
    ["a pattern with one letter open", ["shop-api", "shop-web"], ["s?op-job"]],
    ["no letter in common", ["api", "web"], []],
  ])("%s", (_, held, others) => {
    expect(coverNames(held, others)).toEqual(held);
  });
});

describe("a name near by keeps nothing apart if", () => {
  test.each<[string, string[], string[], string[]]>([
    ["it is shorter", ["shop-api", "shop-web"], ["shop"], ["shop-*"]],
    ["it is another stage", ["shop-api/prod", "shop-web/prod"], ["shop-job/dev"], ["shop-*/prod"]],
    ["it only ends alike", ["s-a/prod", "s-b/prod"], ["s-c/nonprod", "s-c/prod/x"], ["s-*/prod"]],
    ["it has no stage", ["shop-api/*", "shop-web/*"], ["shop-job"], ["shop-*/*"]],
    ["it is held itself, elsewhere", ["s-a", "s-b", "t-a", "t-b"], ["t-a"], ["s-*", "t-a", "t-b"]],
  ])("%s", (_, held, others, expected) => {
    expect(coverNames(held, others)).toEqual(expected);
  });
});

describe("the least prefix", () => {
  test("of 0 allows a pattern that begins with its star", () => {
    const all = { minimumPrefix: 0 };
    expect(coverNames(["shop-api", "shop-web"], [], all)).toEqual(["*"]);
    expect(coverNames(["api/prod", "web/prod"], ["api/dev"], all)).toEqual(["*/prod"]);
    expect(coverNames(["api", "web"], ["ledger"], all)).toEqual(["api", "web"]);
  });

  test("keeps families apart that fewer letters would join", () => {
    const held = ["shop-api", "shop-web", "store-api", "store-web"];
    expect(coverNames(held, ["ledger"])).toEqual(["s*"]);
    expect(coverNames(held, ["ledger"], { minimumPrefix: 3 })).toEqual(["shop-*", "store-*"]);
  });
});

test("half of 2,400 names take a pattern for each family that is held whole", () => {
  const name = (index: number) => `team-${index % 12}-app-${Math.floor(index / 12)}`;
  const all = Array.from({ length: 2_400 }, (_, index) => name(index));
  const isHeld = (family: number) => (one: string) => Number(one.split("-")[family]) % 2 === 0;
  const cover = (has: (one: string) => boolean) =>
    coverNames(
      all.filter(has),
      all.filter((one) => !has(one)),
    );
  expect(all.filter(isHeld(1))).toHaveLength(1_200);
  expect(cover(isHeld(1))).toEqual([0, 10, 2, 4, 6, 8].map((team) => `team-${team}-*`));
  // Each name of an even number has a neighbour of an odd one: there is nothing to join.
  expect(cover(isHeld(3))).toHaveLength(1_200);
});

describe("whatever the names, the patterns", () => {
  test("match all that is held", () => {
    fc.assert(
      fc.property(anyNames, ({ held, others, ...options }) => {
        const patterns = coverNames(held, others, options);
        for (const name of held) {
          expect(patterns.filter((pattern) => holds(pattern, name))).not.toEqual([]);
        }
      }),
      RUNS,
    );
  });

  test("meet none of the others but where what is held does by itself", () => {
    fc.assert(
      fc.property(anyNames, ({ held, others, ...options }) => {
        const given = held.map((name) => name.replaceAll(/\*+/g, "*"));
        const made = coverNames(held, others, options).filter((name) => !given.includes(name));
        expect(made.filter((a) => others.some((b) => globsMeet(a, b)))).toEqual([]);
      }),
      RUNS,
    );
  });

  test("are the same in whatever order, and however often, names are given", () => {
    const shuffled = anyNames.chain(({ held, others, ...options }) =>
      fc.record({
        given: fc.constant({ held, others, options }),
        held: fc.shuffledSubarray([...held, ...held], { minLength: held.length * 2 }),
        others: fc.shuffledSubarray([...others, ...others], { minLength: others.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ given, held, others }) => {
        expect(coverNames(held, others, given.options)).toEqual(
          coverNames(given.held, given.others, given.options),
        );
      }),
      RUNS,
    );
  });

  test("have no more letters than the names", () => {
    fc.assert(
      fc.property(anyNames, ({ held, others, ...options }) => {
        const patterns = coverNames(held, others, options);
        expect(total(patterns)).toBeLessThanOrEqual(total([...new Set(held)]));
      }),
      RUNS,
    );
  });

  test("stay as they are when covered again", () => {
    fc.assert(
      fc.property(anyNames, ({ held, others, ...options }) => {
        const once = coverNames(held, others, options);
        expect(coverNames(once, others, options)).toEqual(once);
      }),
      RUNS,
    );
  });

  test("need each other: none matches all that another does", () => {
    fc.assert(
      fc.property(anyNames, ({ held, others, ...options }) => {
        const patterns = coverNames(held, others, options);
        for (const one of patterns) {
          expect(patterns.filter((pattern) => holds(pattern, one))).toEqual([one]);
        }
      }),
      RUNS,
    );
  });

  test("are as few as can be: for no two would one with the same end do", () => {
    fc.assert(
      fc.property(sides, (platform) => {
        const { held, others } = sidesOf(platform);
        const patterns = coverNames(held, others);
        const pairs = patterns.flatMap((one, index) =>
          patterns.slice(index + 1).map((two) => [one, two] as const),
        );
        const joined = pairs.map(([one, two]) => {
          const [head = "", ...rest] = one.split("/");
          let length = 0;
          while (length < head.length && head[length] === two[length]) length += 1;
          const prefix = head.slice(0, length).replaceAll("*", "");
          return prefix === "" ? undefined : [`${prefix}*`, ...rest].join("/");
        });
        const free = (pattern: string | undefined) =>
          pattern !== undefined && !others.some((name) => globsMeet(pattern, name));
        expect(joined.filter(free)).toEqual([]);
      }),
      RUNS,
    );
  });
});
