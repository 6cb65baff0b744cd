import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildAssets } from "../../../../lib/report/html/assets";
import { ROOT } from "../../../support/synth-platform";

test("the page's script is checked against the browser's types, which the rest has none of", () => {
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const { stdout, status } = spawnSync(
    process.execPath,
    [compiler, "--noEmit", "-p", join("lib", "report", "html", "client")],
    { cwd: ROOT, encoding: "utf8" },
  );
  expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
});

test("the script and the style sheet say nothing of the machine that built them", () => {
  const { script, style } = buildAssets();
  expect(script.length).toBeLessThan(40_000);
  expect(style.length).toBeLessThan(20_000);
  expect(script + style).not.toContain(ROOT);
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/);
  expect(script).not.toMatch(/fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(/);
});
