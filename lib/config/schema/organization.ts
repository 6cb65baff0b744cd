import { z } from "zod";
import { accountId, environmentName, organizationId, region, tags } from "./names";
import { organizationalUnit } from "./selectors";

export const organization = z
  .strictObject({
    id: organizationId,
    partition: z
      .enum(["aws", "aws-us-gov", "aws-cn"])
      .default("aws")
      .describe("The AWS partition all accounts are in."),
    managementAccountId: accountId.describe("The organization's management account."),
  })
  .describe("The AWS Organization that the accounts belong to.");

export const tooling = z
  .strictObject({
    accountId,
    homeRegion: region.describe("The region of the pipelines and their CodeBuild projects."),
  })
  .describe("The account that runs the pipelines and holds their artifacts.");

export const logArchive = z
  .strictObject({ accountId })
  .describe("The account that keeps the audit trail.");

export const environment = z.strictObject({
  name: environmentName,
  protected: z
    .boolean()
    .default(false)
    .describe("A stage that deploys to a protected environment must have an approval."),
});

export const targetAccount = z.strictObject({
  id: accountId,
  environment: environmentName,
  ou: organizationalUnit.optional(),
  regions: z.array(region).min(1).describe("Where pipelines may deploy in this account."),
  tags: tags.default({}),
});
