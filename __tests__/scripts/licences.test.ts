import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkLicences } from "../../scripts/licences/check-licences";
import { installedPackages, licenceField } from "../../scripts/licences/installed-packages";
import { judgeLicence } from "../../scripts/licences/judge-licence";

describe("a licence is allowed", () => {
  test.each([
    "MIT",
    "MPL-2.0",
    "(MIT OR GPL-3.0)",
    "GPL-3.0-or-later OR (AGPL-3.0-only OR ISC)",
    "Apache-2.0 AND MIT",
    "(MIT AND CC-BY-4.0) OR AGPL-3.0-only",
    "Apache-2.0 WITH LLVM-exception",
  ])("%s", (licence) => {
    expect(judgeLicence(licence)).toEqual({ kind: "allowed" });
  });
});

describe("a licence is rejected, with the reason", () => {
  test.each([
    ["GPL-3.0", /not among the allowed/],
    ["AGPL-3.0-only", /not among the allowed/],
    ["GPL-2.0-only WITH Classpath-exception-2.0", /not among the allowed/],
    ["MIT AND GPL-3.0-only", /not among the allowed/],
    ["(MIT OR ISC) AND (GPL-3.0-only OR SSPL-1.0)", /not among the allowed/],
    ["SEE LICENSE IN LICENSE.txt", /not an SPDX expression/],
    ["UNLICENSED", /not an SPDX expression/],
    ["", /declares no licence/],
    [undefined, /declares no licence/],
  ])("%s", (licence, reason) => {
    expect(judgeLicence(licence)).toEqual({
      kind: "rejected",
      reason: expect.stringMatching(reason) as string,
    });
  });
});

describe("the licence field", () => {
  test("as an old object is read by its type", () => {
    expect(licenceField({ license: { type: "MIT", url: "x" } })).toBe("MIT");
  });

  test("as an old array is a choice", () => {
    expect(licenceField({ licenses: [{ type: "GPL-3.0" }, { type: "MIT" }] })).toBe(
      "(GPL-3.0) OR (MIT)",
    );
  });

  test("of another shape counts as missing", () => {
    expect(licenceField({ license: 7 })).toBeUndefined();
    expect(licenceField({ licenses: [] })).toBeUndefined();
  });
});

describe("installed packages", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "gatehouse-licences-"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  test("come from the lock file, and from the package's folder where that is silent", () => {
    const packages = {
      "": { name: "app", dependencies: { a: "1.0.0" } },
      "node_modules/a": { version: "1.0.0", license: "MIT", dependencies: { "@s/b": "2.0.0" } },
      "node_modules/a/node_modules/@s/b": { version: "2.0.0" },
      "node_modules/c": { version: "3.0.0" },
      "node_modules/linked": { link: true },
    };
    writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages }));
    const folder = join(root, "node_modules/a/node_modules/@s/b");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ license: "GPL-3.0-only" }));

    expect(
      installedPackages(root).map(({ name, licence, requiredBy }) => [name, licence, requiredBy]),
    ).toEqual([
      ["a", "MIT", ["package.json"]],
      ["@s/b", "GPL-3.0-only", ["node_modules/a"]],
      ["c", undefined, []],
    ]);
  });
});

describe("the licence check", () => {
  const gpl = {
    name: "evil",
    version: "1.2.3",
    path: "node_modules/a/node_modules/evil",
    licence: "GPL-3.0-only",
    requiredBy: ["node_modules/a", "node_modules/b"],
  };

  test("names each rejected package, its place and who wants it", () => {
    expect(checkLicences([gpl], {})).toEqual([
      'evil@1.2.3 "GPL-3.0-only" is not among the allowed licences ' +
        "(node_modules/a/node_modules/evil, wanted by node_modules/a and 1 more)",
    ]);
  });

  test("lets an exception pass, for that version only", () => {
    expect(checkLicences([gpl], { "evil@1.2.3": "read" })).toEqual([]);
    expect(checkLicences([{ ...gpl, version: "1.2.4" }], { "evil@1.2.3": "read" })).toHaveLength(2);
  });

  test("reports an exception that nothing needs", () => {
    expect(checkLicences([], { "gone@1.0.0": "read" })).toEqual([
      "exception for gone@1.0.0 is no longer needed: remove it",
    ]);
  });
});
