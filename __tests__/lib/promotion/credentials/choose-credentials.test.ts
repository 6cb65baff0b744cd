import type { Platform } from "../../../../lib/model/platform";
import { chooseCredentials } from "../../../../lib/promotion/credentials/choose-credentials";
import { Refusal } from "../../../../lib/promotion/refusal";

type Choice = Pick<Platform, "backend" | "bootstrap">;

const JOB = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example.com/?job=1",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret",
};
const GITHUB = { repository: "example-org/platform", applyEnvironment: "production" };
const ROLES = { plan: ["arn:aws:iam::222222222222:role/ci"], apply: [] };

const platform = (bootstrap: object | undefined, type = "s3"): Choice =>
  ({ backend: { type }, bootstrap }) as unknown as Choice;

function refusalOf(choice: Choice, env: Readonly<Record<string, string>>): Refusal {
  try {
    chooseCredentials(choice, env);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

test("without roles, and where runs take them by themselves, whatever Terraform finds is taken", () => {
  expect(chooseCredentials(platform(undefined), JOB)).toEqual({ kind: "own" });
  expect(chooseCredentials(platform({ github: GITHUB }, "cloud"), JOB)).toEqual({ kind: "own" });
});

test("a job of GitHub that may have a token takes the roles by it, whatever else is trusted", () => {
  const github = { kind: "github", url: "https://token.example.com/?job=1", token: "secret" };
  expect(chooseCredentials(platform({ github: GITHUB }), JOB)).toEqual(github);
  const both = platform({ github: GITHUB, trustedPrincipals: ROLES });
  expect(chooseCredentials(both, JOB)).toEqual(github);
});

test("elsewhere, and where no job is trusted, a role that the config trusts does", () => {
  const both = platform({ github: GITHUB, trustedPrincipals: ROLES });
  expect(chooseCredentials(both, {})).toEqual({ kind: "principal" });
  expect(chooseCredentials(platform({ trustedPrincipals: ROLES }), JOB)).toEqual({
    kind: "principal",
  });
});

test("a job without the permission for a token is told to ask for it", () => {
  expect(refusalOf(platform({ github: GITHUB }), { GITHUB_ACTIONS: "true" })).toMatchObject({
    message: expect.stringContaining("this one may not ask for a token") as string,
    fix: "give the job the permission `id-token: write`",
  });
});

test("who is no job where only jobs are trusted is told where to run, and of the way for administrators", () => {
  expect(refusalOf(platform({ github: GITHUB }), {})).toMatchObject({
    message:
      "this config gives each stack roles, which a job of example-org/platform on GitHub Actions takes, and this is none",
    fix: expect.stringContaining("--own-credentials") as string,
  });
});
