import { prove } from "../../../../lib/access/prove/prove";
import type { Finding } from "../../../../lib/access/prove/proof";
import { generatedWorld } from "../../../support/generated-world";
import { textWithAccounts } from "../../../support/many-accounts";
import { type SynthesizedPlatform, synthPlatform } from "../../../support/synth-platform";

/** One of several accounts that differ in their ids alone, and neither the first nor the last. */
const ACCOUNT = "more-003";
const ID = "300000000003";

let many: SynthesizedPlatform;
beforeAll(async () => {
  many = await synthPlatform(textWithAccounts(6));
});

async function findingsOf(
  check: string,
  edit: (text: string) => string,
): Promise<readonly Finding[]> {
  const world = generatedWorld(many, {
    [`target-${ACCOUNT}`]: (text) => {
      const edited = edit(text);
      if (edited === text) throw new Error("nothing was changed");
      return edited;
    },
  });
  const { checks } = await prove({ ...world, only: [check] });
  return checks.flatMap(({ findings }) => findings);
}

test("accounts that are alike are asked about once", async () => {
  const few = await prove({
    ...generatedWorld(await synthPlatform(textWithAccounts(3))),
    only: ["guard-rails"],
  });
  const more = await prove({ ...generatedWorld(many), only: ["guard-rails"] });
  expect(more.checks[0]?.decisions).toBe(few.checks[0]?.decisions);
});

describe("what is wrong in one account of many is found, and told of that account", () => {
  test.each<[check: string, edit: (text: string) => string]>([
    ["machine-roles", (text) => text.replaceAll("cloudformation:CreateStack", "iam:CreateUser")],
    ["role-trust", (text) => text.replaceAll("ArnEquals", "ArnNotEquals")],
    [
      "boundaries",
      (text) => text.replaceAll("cloudformation:ValidateTemplate", "iam:CreatePolicyVersion"),
    ],
  ])("%s", async (check, edit) => {
    const found = await findingsOf(check, edit);
    expect(found.length).toBeGreaterThan(0);
    for (const { who, evidence, message } of found) {
      const places = evidence.map(({ source }) => source.file ?? "");
      expect(
        [who, message, ...places].some((one) => one.includes(ID) || one.includes(ACCOUNT)),
      ).toBe(true);
    }
    expect(
      found.flatMap(({ evidence }) => evidence).map(({ source }) => source.file),
    ).not.toContain("stacks/target-more-002/cdk.tf.json");
  });
});
