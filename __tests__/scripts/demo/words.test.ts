import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeEvent } from "../../../scripts/demo/describe-event";
import { findTools } from "../../../scripts/demo/find-tools";
import { readArguments } from "../../../scripts/demo/read-arguments";

test("arguments are read, and what nobody knows is told", () => {
  expect(readArguments([])).toEqual({ keep: false, destroy: false, help: false });
  expect(readArguments(["--destroy"])).toEqual({ keep: false, destroy: true, help: false });
  expect(readArguments(["--keep", "--destroy"])).toMatch(/exclude each other/);
  expect(readArguments(["--kep"])).toMatch(/--kep/);
  expect(readArguments(["platform.yaml"])).toMatch(/platform\.yaml/);
});

test("a second plan that is not empty says so", () => {
  const stack = "tooling";
  const event = (add: number) =>
    ({
      kind: "checked",
      stack,
      changes: { add, change: 1 - add, destroy: 0 },
      seconds: 3,
    }) as const;
  expect(describeEvent({ ...event(1), changes: { add: 0, change: 0, destroy: 0 } }, 61.4, 9)).toBe(
    "  61 s  tooling    planned again: nothing to do",
  );
  expect(describeEvent(event(0), 61.4, 7)).toBe(
    "  61 s  tooling  planned again: 1 to change, where nothing should be",
  );
});

test("everything that is missing is told at once, with how to get it", () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-tools-"));
  try {
    const env = { PATH: folder, GATEHOUSE_PROVIDER_MIRROR: folder };
    expect(findTools(env)).toEqual({
      kind: "missing",
      missing: [
        expect.stringMatching(/^Terraform .*https:.*TERRAFORM_BINARY_NAME/) as string,
        expect.stringMatching(
          /^the AWS provider 5\.100\.0: .*terraform providers mirror/,
        ) as string,
        expect.stringMatching(/^moto.*pip install.*GATEHOUSE_PYTHON/) as string,
      ],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
