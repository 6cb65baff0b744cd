import { join } from "node:path";
import { IAMClient, UpdateRoleDescriptionCommand } from "@aws-sdk/client-iam";
import { parseDocument } from "yaml";
import type { BundleContent } from "../../lib/promotion/bundle";
import type { PromotionStatus } from "../../lib/promotion/promotion-status";
import { readWorld } from "../../lib/access/world/read-world";
import { describeWithEmulator } from "../support/describe-with";
import { liveFacts } from "../support/live-facts";
import { change, load, SHIPPED_TEXT } from "../support/platform-file";
import { PromotedRepository } from "../support/promotion/promoted-repository";
import { runCommand } from "../support/run-command";
import { SHIPPED } from "../support/synth-platform";
import { useLab } from "../support/use-lab";
import { worldFacts } from "../support/world-facts";

const MINUTES = 60_000;

const PROMOTED = String(
  change(parseDocument(SHIPPED_TEXT), [
    { path: ["promotion"], value: { canaries: ["shop-dev", "shop-prod"] } },
  ]),
);
const SERVERLESS_MAY = ["executionProfiles", "serverless", "permissions", 0, "actions", 0];
const CHANGED = String(
  change(parseDocument(PROMOTED), [{ path: SERVERLESS_MAY, value: "lambda:DeleteAlias" }]),
);
const WAVES = ["tooling", "dev", "staging", "prod", "pipelines"];

describeWithEmulator("the shipped platform, promoted to an emulated AWS", () => {
  const lab = useLab(SHIPPED);
  let repository: PromotedRepository;
  let env: Readonly<Record<string, string>>;
  let alice: string;
  let bob: string;

  beforeAll(() => {
    env = definedIn(lab().lab.environment);
    repository = new PromotedRepository({ env });
    [alice, bob] = [repository.keys.make("alice"), repository.keys.make("bob")];
    const people = { "alice@example.com": alice, "bob@example.com": bob };
    repository.write("allowed_signers", repository.keys.list(people));
  });
  afterAll(() => repository.remove());

  /** Commits a config, with the Terraform that comes of it. */
  const commit = async (text: string): Promise<string> => {
    const loaded = await load(text);
    if (loaded.kind === "invalid") throw new Error("the config is invalid");
    lab().lab.stacks(loaded.platform);
    const { folder, output } = lab().lab;
    repository.useStacks(join(output, "manifest.json"), join(folder, "stacks"));
    repository.write("platform.yaml", text);
    return repository.commit();
  };

  /** In this process, as every command is but the one that is killed. */
  const gatehouse = (...args: readonly string[]) => runCommand(args, { cwd: repository.path, env });

  /** What is planned of a wave, which a second person has approved where that is asked for. */
  const plan = async (bundle: string, ...args: readonly string[]): Promise<BundleContent> => {
    const where = ["--from", "cdktf.out", "-o", bundle, "--key", alice, "--json"];
    const planned = await gatehouse("promote", "plan", ...where, ...args);
    if (planned.code !== 0) throw new Error(planned.stderr);
    const content = JSON.parse(planned.stdout) as BundleContent;
    if (content.protected) {
      const alone = await gatehouse("promote", "apply", bundle);
      expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining("no second person")]);
      expect((await gatehouse("promote", "approve", bundle, "--key", bob)).code).toBe(0);
    }
    return content;
  };

  const kinds = ({ stacks }: BundleContent) =>
    Object.fromEntries(stacks.map(({ name, kind }) => [name, kind]));

  /** Applies a bundle in a process that is killed when something is told. */
  const killedAt = (told: string, bundle: string): Promise<void> =>
    new Promise((resolve) => {
      const child = repository.start("promote", "apply", bundle);
      let stderr = "";
      child.stderr.on("data", (data: Buffer) => {
        stderr += data.toString();
        if (stderr.includes(told)) child.kill("SIGKILL");
      });
      child.once("close", resolve);
    });

  test(
    "wave by wave, the protected ones approved by a second key, one of them killed and gone on with",
    async () => {
      const first = await commit(PROMOTED);
      const waves: string[] = [];
      for (const wave of WAVES) {
        const bundle = `bundles/first-${wave}`;
        const content = await plan(bundle);
        waves.push(content.wave);
        expect(new Set(Object.values(kinds(content)))).toEqual(new Set(["planned"]));
        if (wave === "dev") await killedAt("target-shop-dev: applied", bundle);
        const applied = await gatehouse("promote", "apply", bundle);
        expect([applied.code, applied.stdout]).toEqual([
          0,
          `Wave ${wave}: ${content.stacks.length} stack${content.stacks.length === 1 ? "" : "s"} applied.\n`,
        ]);
        if (wave === "dev") expect(applied.stderr).toContain("1 stack applied by an earlier run.");
      }
      expect(waves).toEqual(WAVES);
      const status = JSON.parse((await gatehouse("status", "--json")).stdout) as PromotionStatus;
      expect(status.waves.map(({ wave, revision }) => [wave, revision])).toEqual(
        WAVES.map((wave) => [wave, first]),
      );
    },
    20 * MINUTES,
  );

  test(
    "has in its accounts what the proof read from the Terraform JSON, and nothing else",
    async () => {
      const read = readWorld({ kind: "folder", folder: lab().lab.output });
      if (read.kind === "unreadable") throw new Error(JSON.stringify(read.problems));
      const { aws, platform } = lab();
      expect(await liveFacts({ aws, platform }, read.world)).toEqual(worldFacts(read.world));
    },
    5 * MINUTES,
  );

  test(
    "what is changed by hand is found, and planned back",
    async () => {
      const { aws, platform } = lab();
      const account = platform.accounts.find(({ name }) => name === "shop-staging");
      const iam = new IAMClient(await aws.inAccount(account?.id ?? "", "eu-west-1"));
      await iam.send(
        new UpdateRoleDescriptionCommand({
          RoleName: "gatehouse-storefront-deploy",
          Description: "By hand",
        }),
      );
      iam.destroy();
      expect(await gatehouse("drift", "--wave", "staging")).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(
          /^target-data-staging: no drift\ntarget-shop-staging: drifted: aws_iam_role\.storefront_deploy-role\w*\n$/,
        ) as string,
      });
      const { stacks } = await plan("bundles/back", "--wave", "staging", "--all");
      expect(stacks).toMatchObject([
        { name: "target-data-staging", kind: "nothing-to-do" },
        { name: "target-shop-staging", kind: "planned", counts: { add: 0, change: 1, destroy: 0 } },
      ]);
      expect((await gatehouse("promote", "apply", "bundles/back")).code).toBe(0);
    },
    10 * MINUTES,
  );

  test(
    "a change of what deployments may do goes from dev to prod, and plans the stacks that it touches alone",
    async () => {
      const second = await commit(CHANGED);
      const planned: string[] = [];
      for (const wave of WAVES) {
        const bundle = `bundles/second-${wave}`;
        const content = await plan(bundle);
        expect([content.wave, content.revision]).toEqual([wave, second]);
        for (const [name, kind] of Object.entries(kinds(content)))
          if (kind === "planned") planned.push(name);
          else expect([name, kind]).toEqual([name, "unchanged"]);
        expect((await gatehouse("promote", "apply", bundle)).code).toBe(0);
      }
      expect(planned).toEqual(["target-shop-dev", "target-shop-staging", "target-shop-prod"]);
    },
    10 * MINUTES,
  );
});

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
