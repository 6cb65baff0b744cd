import fc from "fast-check";
import { stringify } from "yaml";
import type { PlatformConfigInput } from "../../lib/config/schema/platform";
import { arbitraryPlatform } from "./arbitrary-platform";
import { problemsIn } from "./platform-file";

async function errorsIn(text: string): Promise<string[]> {
  const problems = await problemsIn(text);
  return problems
    .filter(({ severity }) => severity === "error")
    .map(({ code, path, message }) => `${code} ${path} ${message}`);
}

test("every generated platform is valid, as JSON and as YAML", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryPlatform(), async (platform) => {
      expect(await errorsIn(JSON.stringify(platform))).toEqual([]);
    }),
    { numRuns: 150 },
  );
  await fc.assert(
    fc.asyncProperty(arbitraryPlatform(), async (platform) => {
      expect(await errorsIn(stringify(platform))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test.each<[string, (platform: PlatformConfigInput) => boolean]>([
  ["each partition", ({ organization }) => organization.partition === "aws-cn"],
  ["each backend", ({ backend }) => backend?.type === "cloud"],
  [
    "a library",
    ({ pipelines }) => Object.values(pipelines).some(({ deploy }) => deploy === undefined),
  ],
  ["ECS", ({ pipelines }) => Object.values(pipelines).some(({ deploy }) => deploy?.kind === "ecs")],
  [
    "Terraform to a protected environment",
    ({ pipelines, environments }) =>
      Object.values(pipelines).some(
        ({ deploy, stages = [] }) =>
          deploy?.kind === "terraform" &&
          stages.some(({ name }) =>
            environments.some((each) => each.name === name && each.protected),
          ),
      ),
  ],
  [
    "a stage without an approval",
    ({ pipelines }) =>
      Object.values(pipelines).some(({ stages = [] }) => stages.some(({ approval }) => !approval)),
  ],
  [
    "several accounts and an excluded one",
    ({ pipelines }) =>
      Object.values(pipelines).some(({ stages = [] }) =>
        stages.some(({ accounts }) => accounts?.exclude),
      ),
  ],
  ["people without an approver", ({ personas = {} }) => !("approver" in personas)],
  ["no way to sign in", ({ identity }) => identity.mode === "none"],
  ["Identity Center", ({ identity }) => identity.mode === "identity-center"],
  ...(["identity-account", "saml", "oidc"] as const).map((by) =>
    isSignIn(`IAM roles by ${by}`, by),
  ),
])("among a thousand there is %s", (_name, has) => {
  expect(fc.sample(arbitraryPlatform(), { numRuns: 1_000, seed: 1 }).some(has)).toBe(true);
});

function isSignIn(
  name: string,
  by: "identity-account" | "saml" | "oidc",
): [string, (platform: PlatformConfigInput) => boolean] {
  return [name, ({ identity }) => identity.mode === "iam" && identity.signIn.by === by];
}
