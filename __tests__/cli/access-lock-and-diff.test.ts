import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { AccessRow } from "../../lib/report/access/list-access";
import { GOLDEN_TEXT } from "../support/platform-file";
import { runCli } from "../support/run-cli";
import { runCommand } from "../support/run-command";
import { CliFolder } from "./cli-folder";

/** The golden platform in which developers may also stop. */
const WIDER = GOLDEN_TEXT.replace("[view, start, retry, logs]", "[view, start, stop, retry, logs]");

let folder: CliFolder;
beforeEach(() => {
  folder = new CliFolder(GOLDEN_TEXT);
});
afterEach(() => folder.remove());

describe("access", () => {
  test("shows who can do what where, within the width, and leaves nothing behind", async () => {
    const temporary = join(folder.path, "temporary");
    mkdirSync(temporary);
    const { code, stdout, stderr } = await runCli(["access"], {
      cwd: folder.path,
      env: { TMPDIR: temporary },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines.every((line) => line.length <= 100)).toBe(true);
    expect(stdout).toMatch(
      /developer\s+view, start, logs\s+api, web\n\s+retry\s+every stage of api, web\n\s+inspect\s+dev/,
    );
    expect(readdirSync(temporary).filter((name) => name.startsWith("gatehouse"))).toEqual([]);
  });

  test("is the same by a folder that synth wrote, whose slip it shows", async () => {
    await folder.run("synth", "-q", "-o", "out");
    const { stdout } = await folder.run("access");
    expect((await folder.run("access", "--from", "out")).stdout).toBe(stdout);
    const file = "out/stacks/identity-center/cdk.tf.json";
    folder.write(
      file,
      folder
        .read(file)
        .replaceAll("codepipeline:StartPipelineExecution", "codepipeline:GetPipeline"),
    );
    const slipped = await folder.run("access", "--from", "out", "--persona", "developer");
    expect(slipped.stdout).toMatch(/developer start on api, web: meant, and denied/);
  });

  test("filters, and prints as JSON, CSV and Markdown", async () => {
    await folder.run("synth", "-q", "-o", "out");
    const only = ["--persona", "developer", "--pipeline", "web", "--capability", "start"];
    const filter = [...only, "--from", "out"];
    const json = await folder.run("access", "--json", ...filter);
    const { access, lock } = JSON.parse(json.stdout) as { access: AccessRow[]; lock?: object };
    expect(access).toEqual([
      {
        subject: "developer",
        capability: "start",
        kind: "pipeline",
        place: "web",
        effect: "allowed",
        intended: true,
        because: "",
        until: "",
      },
    ]);
    expect(lock).toBeUndefined();
    const csv = await folder.run("access", "--csv", ...filter);
    expect(csv.stdout.split("\r\n")[1]).toBe("developer,start,pipeline,web,allowed,true,,");
    const md = await folder.run("access", "--md", ...filter);
    expect(md.stdout).toBe("| place | developer |\n| --- | --- |\n| web | start |\n");
  });
});

describe("access --lock", () => {
  test("is written, holds, and differs once access does, with what to do", async () => {
    const written = await folder.run("access", "--lock", "--update");
    expect(written).toEqual({ code: 0, stdout: "", stderr: "wrote access.lock.json\n" });
    const text = folder.read("access.lock.json");
    expect(text).toContain('\n      "start": ["api", "web"],\n');
    const same = await folder.run("access", "--lock");
    expect(same).toEqual({ code: 0, stdout: "No access changes.\n", stderr: "" });
    folder.write("platform.yaml", WIDER);
    const differs = await folder.run("access", "--lock");
    expect(differs.code).toBe(1);
    expect(differs.stdout).toBe("developer\n  + stop: api, web\n");
    expect(differs.stderr).toMatch(/access\.lock\.json says otherwise\n {2}fix: .*--lock --update/);
    expect(readdirSync(folder.path).sort()).toEqual(["access.lock.json", "platform.yaml"]);
  });

  test("that of the shipped platform is up to date", async () => {
    expect(await runCommand(["access", "--lock"])).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("access --diff", () => {
  test("tells what changes against a listing that was kept, for people, machines and comments", async () => {
    folder.write("before.json", (await folder.run("access", "--json")).stdout);
    const same = await folder.run("access", "--diff", "before.json", "--md");
    expect(same).toMatchObject({
      code: 0,
      stdout: "**Access**: nothing changes against `before.json`.\n",
    });
    folder.write("platform.yaml", WIDER);
    const changes = await folder.run("access", "--diff", "before.json");
    expect(changes).toEqual({ code: 1, stdout: "developer\n  + stop: api, web\n", stderr: "" });
    const md = await folder.run("access", "--diff", "before.json", "--md");
    expect(md.stdout).toContain("| `developer` | stop | `api`, `web` |  |");
    const json = await folder.run("access", "--diff", "before.json", "--json");
    expect(JSON.parse(json.stdout)).toEqual({
      against: "before.json",
      isFirst: false,
      changes: [
        { who: "developer", kind: "access", capability: "stop", given: ["api", "web"], taken: [] },
      ],
    });
  });

  test("tells what changes against a commit; against one without a lock file everything is new", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
        cwd: folder.path,
        encoding: "utf8",
      });
    git("init", "-q");
    git("add", "platform.yaml");
    git("commit", "-q", "-m", "without a lock");
    await folder.run("access", "--lock", "--update");
    const first = await folder.run("access", "--diff", "HEAD");
    expect([first.code, first.stderr]).toEqual([1, ""]);
    expect(first.stdout).toMatch(
      /^everything is new, as HEAD has no access\.lock\.json\.\nauditor\n/,
    );
    expect(first.stdout).toMatch(/^release-manager\n {2}\+ approve, .*: \d+ places$/m);
    const json = await folder.run("access", "--diff", "HEAD", "--json");
    const { isFirst, changes: all } = JSON.parse(json.stdout) as {
      isFirst: boolean;
      changes: { who: string; taken: string[] }[];
    };
    expect([isFirst, all.flatMap(({ taken }) => taken)]).toEqual([true, []]);
    expect(all.map(({ who }) => who)).toContain("release-manager");
    git("add", "access.lock.json");
    git("commit", "-q", "-m", "with one");
    folder.write("platform.yaml", WIDER);
    const changes = await folder.run("access", "--diff", "HEAD");
    expect(changes).toMatchObject({ code: 1, stdout: "developer\n  + stop: api, web\n" });
  });
});
