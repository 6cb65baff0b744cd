import {
  destroyOverride,
  emulatorOverride,
  type StackJson,
} from "../../../../scripts/demo/terraform/emulator-override";
import { SHIPPED, synthFile } from "../../../support/synth-platform";

const EMULATED = {
  endpoint: "http://127.0.0.1:5000",
  accessKeyId: "AKIAGATEHOUSEDEMO000",
  secretAccessKey: "secret",
  accountId: "111111111111",
};

interface Override {
  readonly terraform: unknown;
  readonly provider: { readonly aws: readonly Readonly<Record<string, unknown>>[] };
}

const over = (stack: StackJson) => emulatorOverride(stack, EMULATED) as Override;
const stackOf = (...aws: StackJson["provider"]["aws"]): StackJson => ({ provider: { aws } });

test("every provider of a stack speaks to the emulator, for every service that the stack may call", () => {
  const { provider } = over(
    stackOf(
      { allowed_account_ids: ["222222222222"] },
      { allowed_account_ids: ["222222222222"], alias: "eu-central-1" },
    ),
  );
  expect(provider.aws.map(({ alias }) => alias)).toEqual([undefined, "eu-central-1"]);
  for (const { endpoints, assume_role } of provider.aws) {
    const [services = {}] = endpoints as Record<string, string>[];
    expect(new Set(Object.values(services))).toEqual(new Set([EMULATED.endpoint]));
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(["codepipeline", "iam", "kms", "s3", "sns", "ssoadmin", "sts"]),
    );
    expect(assume_role).toEqual([
      { role_arn: "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole" },
    ]);
  }
});

test("the management account's credentials are its own, and a stack's own role is kept", () => {
  const { provider } = over(
    stackOf(
      { allowed_account_ids: ["111111111111"] },
      {
        allowed_account_ids: ["222222222222"],
        assume_role: [{ role_arn: "arn:aws:iam::222222222222:role/provisioner" }],
      },
    ),
  );
  expect(provider.aws.map(({ assume_role }) => assume_role)).toEqual([undefined, undefined]);
});

test("no stack's own Terraform has anything of the emulator in it", async () => {
  const { files } = await synthFile(SHIPPED);
  expect([...files.keys()].filter((path) => path.includes("override"))).toEqual([]);
  for (const text of files.values())
    expect(text).not.toMatch(/"(endpoints|access_key|secret_key|s3_use_path_style)"|127\.0\.0\.1/);
});

test("what is kept from being destroyed is let go, and nothing else is touched", () => {
  const kept = { lifecycle: { prevent_destroy: true } };
  const resource = {
    aws_kms_key: { key: kept },
    aws_s3_bucket: { artifacts: kept, scratch: {} },
    aws_iam_role: { role: { lifecycle: { prevent_destroy: false } } },
  };
  const released = { lifecycle: { prevent_destroy: false } };
  expect(destroyOverride({ ...stackOf(), resource })).toEqual({
    resource: { aws_kms_key: { key: released }, aws_s3_bucket: { artifacts: released } },
  });
});

test("where nothing is kept there is nothing to lay over", () => {
  expect(
    destroyOverride({ ...stackOf(), resource: { aws_iam_role: { role: {} } } }),
  ).toBeUndefined();
});
