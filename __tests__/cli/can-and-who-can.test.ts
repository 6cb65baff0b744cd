import type { Answer } from "../../lib/report/access/render-answer";
import { GOLDEN_TEXT } from "../support/platform-file";
import { CliFolder } from "./cli-folder";

let folder: CliFolder;
beforeAll(async () => {
  folder = new CliFolder(GOLDEN_TEXT);
  folder.write(
    "unknown.yaml",
    GOLDEN_TEXT.replace(
      "  auditor:\n    description: Sees",
      "  auditor:\n    customerManagedPolicies: [from-elsewhere]\n    description: Sees",
    ),
  );
  await folder.run("synth", "-q", "-o", "out");
  await folder.run("synth", "-q", "-c", "unknown.yaml", "-o", "unknown");
});
afterAll(() => folder.remove());

/** By what was written once: each of these would write it anew. */
const ask = (...args: readonly string[]) =>
  folder.run(...args, "--from", args.includes("unknown.yaml") ? "unknown" : "out");

describe("can", () => {
  test("says yes with each request, the statements, their place, and the grant", async () => {
    const { code, stdout, stderr } = await ask("can", "developer", "start", "web");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^developer can start web\n {2}codepipeline:StartPipelineExecution on arn:aws:codepipeline:eu-west-1:100000000002:web: allowed\n/,
    );
    expect(stdout).toMatch(
      /by Allow \w+ of inline policy of acme-developer \(stacks\/identity-center\/cdk\.tf\.json aws_ssoadmin_permission_set_inline_policy\./,
    );
    expect(stdout).toMatch(/\n {2}granted: platform\.yaml:\d+:\d+\n$/);
  });

  test.each<[string[], number, RegExp]>([
    [["release-manager", "start", "web"], 1, /^release-manager can't start web\n/],
    [["developer", "approve", "web/prod"], 1, /^developer can't approve web\/prod\/approve\n/],
    [["developer", "inspect", "prod"], 1, /it has no role there/],
    [["developer", "ecs:ListClusters", "dev"], 0, /^developer can ecs:ListClusters on \* in dev/],
    [["auditor", "logs", "web", "-c", "unknown.yaml"], 3, /^auditor may be able to logs web\n/],
  ])("%j exits with %d", async (args, expected, text) => {
    const { code, stdout } = await ask("can", ...args);
    expect(stdout).toMatch(text);
    expect(code).toBe(expected);
  });

  test("--json has verdict and evidence", async () => {
    const { stdout } = await ask("can", "release-manager", "approve", "web", "--json");
    const { answers } = JSON.parse(stdout) as { answers: Answer[] };
    expect(answers).toMatchObject([
      { who: "release-manager", what: "approve web/prod/approve", verdict: "allowed" },
    ]);
    expect(answers[0]?.requests.map(({ action }) => action)).toEqual([
      "codepipeline:PutApprovalResult",
      "codepipeline:GetPipelineState",
    ]);
  });

  test.each<[string[], RegExp]>([
    [["developr", "start", "web"], /no persona "developr"\n {2}fix: did you mean "developer"\?/],
    [["developer", "start", "wep"], /"wep"\n {2}fix: did you mean "web"\?/],
    [["developer", "start", "web/dev"], /no place where start can be held "web\/dev"/],
    [["developer", "iam:GetRole", "dev"], /iam:GetRole is asked of a resource/],
    [["developer", "iam:ListRoles", "wep"], /neither an ARN nor an account/],
  ])("%j is told plainly and exits with 2", async (args, message) => {
    const { code, stdout, stderr } = await ask("can", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("who-can", () => {
  const whoCan = async (...args: string[]) => {
    const { code, stdout } = await ask("who-can", ...args, "--json");
    const { holders } = JSON.parse(stdout) as {
      holders: (Answer & { groups: { name: string }[] })[];
    };
    return { code, who: holders.map(({ who, groups }) => [who, groups.map(({ name }) => name)]) };
  };

  test("names personas with the groups that get them", async () => {
    expect(await whoCan("approve", "web")).toEqual({
      code: 0,
      who: [["release-manager", ["Release Managers"]]],
    });
    const { stdout } = await ask("who-can", "approve", "web");
    expect(stdout).toMatch(
      /^release-manager can approve web\/prod\/approve\n[\s\S]*\n {2}groups: Release Managers\n$/,
    );
  });

  test("names pipelines' roles as well, of a capability and of an action", async () => {
    const { who } = await whoCan("artifacts", "web");
    expect(who.map(([name]) => String(name).replace(/^.*role\//, ""))).toContain(
      "acme-web-pipeline",
    );
    const assume = await whoCan("sts:AssumeRole", "arn:aws:iam::200000000003:role/acme-web-deploy");
    expect(assume.who.map(([name]) => name)).toEqual([
      "arn:aws:iam::100000000002:role/acme-web-pipeline",
    ]);
  });

  test("says so where nobody can", async () => {
    const { code, stdout, stderr } = await ask("who-can", "override", "web/prod");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toBe("Nobody can override web/prod.\n");
  });
});
