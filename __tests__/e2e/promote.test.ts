import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { emulatorOverride } from "../../scripts/demo/terraform/emulator-override";
import { CREDENTIALS } from "../../scripts/demo/emulator/seed-of";
import { findTools } from "../../scripts/demo/find-tools";
import { type AttachedProvider, attachProvider } from "../support/attach-provider";
import { useEmulator, SMALL_SEED } from "../support/emulator";
import { PromotedRepository } from "../support/promotion/promoted-repository";

const REGION = "eu-west-1";
const ACCOUNT = "222222222222";
const STACK = {
  provider: { aws: [{ region: REGION, allowed_account_ids: [ACCOUNT] }] },
};
const TOPIC = {
  resource: { aws_sns_topic: { alarms: { name: "alarms", display_name: "Alarms" } } },
};
const emulator = useEmulator();

let repository: PromotedRepository;
let provider: AttachedProvider;
let folder: string;
beforeAll(async () => {
  const found = findTools();
  if (found.kind === "missing") throw new Error(`missing: ${found.missing.join("; ")}`);
  folder = mkdtempSync(join(tmpdir(), "gatehouse-"));
  provider = await attachProvider(found.tools.provider, folder);
  repository = new PromotedRepository({ env: provider.env });
  repository.write("platform.yaml", repository.unprotected());
  repository.writeStack("tooling", { ...STACK, ...TOPIC });
  const override = emulatorOverride(STACK, {
    endpoint: emulator.endpoint,
    ...CREDENTIALS,
    accountId: SMALL_SEED.managementAccountId,
  });
  repository.write("cdktf.out/stacks/tooling/emulator_override.tf.json", JSON.stringify(override));
  repository.commit();
});
afterAll(async () => {
  repository.remove();
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("with the AWS provider, a stack is promoted, and a change by hand is found and planned back", async () => {
  expect((await repository.plan("1")).stdout).toContain("tooling  1 to add");
  expect(await repository.run("promote", "apply", "bundles/1")).toMatchObject({
    code: 0,
    stdout: "Wave tooling: 1 stack applied.\n",
  });
  expect((await repository.run("drift", "--wave", "tooling")).stdout).toBe("tooling: no drift\n");

  const client = new SNSClient(await emulator.aws.inAccount(ACCOUNT, REGION));
  await client.send(
    new SetTopicAttributesCommand({
      TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:alarms`,
      AttributeName: "DisplayName",
      AttributeValue: "By hand",
    }),
  );
  client.destroy();
  expect(await repository.run("drift", "--wave", "tooling")).toMatchObject({
    code: 1,
    stdout: "tooling: drifted: aws_sns_topic.alarms\n",
  });

  expect((await repository.plan("2", "--wave", "tooling")).stdout).toContain("unchanged since");
  const back = await repository.plan("3", "--wave", "tooling", "--all");
  expect(back.stdout).toContain("tooling  1 to change");
}, 600_000);
