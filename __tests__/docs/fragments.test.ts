import { parse } from "yaml";
import { load } from "../support/platform-file";
import { mergeFragment } from "./merge-fragment";
import { DOCUMENTS, codeBlocksIn, textOf } from "./read-documents";
import { type Fragment, readFragments, withFragment } from "./read-fragments";

const fragments = DOCUMENTS.flatMap(readFragments).map(
  (fragment) => [`${fragment.file}:${fragment.line}`, fragment] as const,
);
const those = (keep: (fragment: Fragment) => boolean) =>
  fragments.filter(([, fragment]) => keep(fragment));

const codesOf = async (text: string) => {
  const loaded = await load(text);
  return new Set(
    (loaded.kind === "invalid" ? loaded.problems : loaded.warnings).map(({ code }) => code),
  );
};

test.each(those(({ asShipped }) => asShipped))(
  "what is said to be shipped stands there: %s",
  (_, { config, body }) => {
    const shipped = parse(textOf(config)) as unknown;
    expect(mergeFragment(shipped, body)).toEqual(shipped);
  },
);

test.each(those(({ asShipped, codes }) => !asShipped && codes.length === 0))(
  "what is shown to do is valid, and no warning: %s",
  async (_, fragment) => {
    expect(await codesOf(withFragment(fragment))).toEqual(new Set());
  },
);

test.each(those(({ codes }) => codes.length > 0))(
  "what is said to be refused is, for that reason: %s",
  async (_, fragment) => {
    expect(await codesOf(withFragment(fragment))).toEqual(new Set(fragment.codes));
  },
);

/** Pages whose YAML is about the config; others show templates and buildspecs too. */
const PAGES = [
  "docs/personas.md",
  "docs/identity-center.md",
  "docs/iam-mode.md",
  "docs/access-control-walkthrough.md",
];

test.each(PAGES)("every piece of YAML says which config it belongs into: %s", (file) => {
  const blocks = codeBlocksIn(textOf(file)).filter(({ language }) => language === "yaml");
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks).toHaveLength(readFragments(file).length);
});

test("a fragment joins what is there by name, and replaces what has none", () => {
  const config = { a: { b: 1, c: [1, 2] }, groups: [{ name: "x", of: 1 }], identity: { mode: 1 } };
  const fragment = { a: { c: [3] }, groups: [{ name: "y" }, { name: "x", of: 2 }], identity: {} };
  expect(mergeFragment(config, fragment)).toEqual({
    a: { b: 1, c: [3] },
    groups: [{ name: "x", of: 2 }, { name: "y" }],
    identity: {},
  });
});

test("the groups that all pages show for the shipped config go together", async () => {
  const shown = fragments
    .map(([, fragment]) => fragment)
    .filter(
      ({ config, codes, body }) =>
        config === "platform.yaml" && codes.length === 0 && hasMembers(body),
    );
  expect(shown.length).toBeGreaterThan(2);
  const body = shown.reduce<unknown>((all, fragment) => mergeFragment(all, fragment.body), {});
  expect(await codesOf(withFragment({ config: "platform.yaml", body }))).toEqual(new Set());
});

function hasMembers(body: unknown): boolean {
  const { groups = [] } = body as { readonly groups?: readonly object[] };
  return groups.some((group) => "members" in group);
}
