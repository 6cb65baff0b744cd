import { findLockfileProblems } from "../../scripts/lockfile/find-lockfile-problems";

test("a lock file that names no registry and holds every platform's packages is fine", () => {
  const packages = {
    "": {},
    "node_modules/a": { version: "1.0.0", optionalDependencies: { "a-mac": "1.0.0" } },
    "node_modules/a-mac": { version: "1.0.0" },
    "node_modules/b": { version: "1.0.0" },
    "node_modules/b/node_modules/c": { version: "1.0.0", optionalDependencies: { "b-x": "1" } },
    "node_modules/b/node_modules/b-x": { version: "1.0.0" },
    "node_modules/linked": { resolved: "packages/linked" },
  };
  expect(findLockfileProblems({ packages })).toEqual([]);
});

test("a registry's address is reported", () => {
  const packages = { "node_modules/a": { version: "1", resolved: "https://example.org/a.tgz" } };
  expect(findLockfileProblems({ packages })).toEqual([
    expect.stringMatching(/^node_modules\/a: "resolved" names the registry/) as string,
  ]);
});

test.each([
  ["missing", {}],
  ["without a version", { "node_modules/a-mac": {} }],
])("an optional package %s is reported", (_, others) => {
  const a = { version: "1.0.0", optionalDependencies: { "a-mac": "1.0.0" } };
  expect(findLockfileProblems({ packages: { "node_modules/a": a, ...others } })).toEqual([
    expect.stringMatching(/^node_modules\/a: its optional a-mac@1\.0\.0 is not in/) as string,
  ]);
});
