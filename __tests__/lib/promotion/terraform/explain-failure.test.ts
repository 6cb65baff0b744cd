import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { explainFailure } from "../../../../lib/promotion/terraform/explain-failure";

const OUTPUTS = join(__dirname, "outputs");
const outputOf = (name: string) => readFileSync(join(OUTPUTS, `${name}.txt`), "utf8");

/** What Terraform 1.11 and the AWS provider said in real runs; the files are theirs to the letter, but for names. */
const EXPLAINED: Readonly<Record<string, readonly [code: string, what: string, fix: string]>> = {
  "access-denied": [
    "access-denied",
    "assumed-role/deployer/gatehouse may not iam:CreateRole on arn:aws:iam::300000000001:role/acme-app-deploy",
    "run Terraform as a role that may",
  ],
  "account-not-allowed": ["account-not-allowed", "account 300000000002", "nothing was changed"],
  "already-exists": [
    "already-exists",
    "aws_iam_policy.app_deploy-boundary_policy_CDDC8330",
    "\nterraform import 'aws_iam_policy.app_deploy-boundary_policy_CDDC8330' 'arn:aws:iam::300000000001:policy/acme-app-deploy-boundary'",
  ],
  "api-error": ["api-error", "at IAM's PutRolePolicy, with status 500", "is in the state"],
  "backend-changed": [
    "backend-changed",
    "for another backend than its Terraform names now",
    "\nnpx gatehouse migrate-state",
  ],
  "credentials-expired": ["credentials-expired", "at IAM's PutRolePolicy", "sign in again"],
  "credentials-expired-at-start": ["credentials-expired", "STS's GetCallerIdentity", "sign in"],
  "credentials-missing": ["credentials-missing", "no AWS credentials", "aws sso login"],
  "registry-out-of-reach": ["out-of-reach", "connection refused", "provider-installation"],
  "stale-plan": ["state-conflict", "changed since this was planned", "plan again"],
  "state-lineage": ["state-conflict", "another lineage", "don't push with -force"],
  "state-locked": [
    "state-locked",
    "a terraform apply of ci@runner-7 holds the state's lock since 2026-11-24 16:32:37 UTC",
    "\nterraform force-unlock 74d71b34-b0ba-1624-7965-96ecb636ed23",
  ],
  "state-not-saved": ["state-not-saved", "errored.tfstate", "\nterraform state push"],
  "state-serial": ["state-conflict", "is number 1, and the backend has number 6", "was kept"],
  "state-throttled": ["throttled", "at S3's ListObjectsV2", "fewer stacks at a time"],
  throttled: ["throttled", "at IAM's PutRolePolicy", "fewer stacks at a time"],
};

describe("what Terraform says when it fails is explained", () => {
  test.each(Object.entries(EXPLAINED))("%s", (name, [code, what, fix]) => {
    const explained = explainFailure(outputOf(name), { accountId: "300000000001" });
    expect(explained).toEqual({
      code,
      what: expect.stringContaining(what) as string,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test("each recorded output is one of them", () => {
    expect(readdirSync(OUTPUTS).sort()).toEqual(
      Object.keys(EXPLAINED)
        .map((name) => `${name}.txt`)
        .sort(),
    );
  });

  test("lines that Terraform wrapped and framed for a terminal say the same", () => {
    const framed = outputOf("credentials-missing")
      .split("\n")
      .map((line) => `│ ${line}`)
      .join("\n");
    expect(explainFailure(framed)?.code).toBe("credentials-missing");
  });
});

describe("what can't be known is left open", () => {
  test("the account in the id of a policy that exists already", () => {
    expect(explainFailure(outputOf("already-exists"))?.fix).toContain(
      "arn:aws:iam::ACCOUNT:policy/",
    );
  });

  test("the id of something of a type that has no name of its own", () => {
    const text = outputOf("already-exists").replaceAll("aws_iam_policy.", "aws_sns_topic.");
    expect(explainFailure(text, { accountId: "300000000001" })?.fix).toContain(
      "terraform import 'aws_sns_topic.app_deploy-boundary_policy_CDDC8330' ID, its ID as AWS's console has it",
    );
  });

  test("a fault of the configuration, of which Terraform's own words say enough", () => {
    const text = 'Error: Unsupported argument\n\n  on cdk.tf.json line 3:\n   3: "x": 1\n';
    expect(explainFailure(text)).toBeUndefined();
    expect(explainFailure("")).toBeUndefined();
  });
});

test("a workspace that takes its applies from version control is told, in the words of Terraform's source", () => {
  const output =
    "Error: Apply not allowed for workspaces with a VCS connection\n\nA workspace that is connected to a VCS requires the VCS-driven workflow to ensure that the VCS remains the single source of truth.\n";
  expect(explainFailure(output)).toMatchObject({ code: "vcs-driven" });
});
