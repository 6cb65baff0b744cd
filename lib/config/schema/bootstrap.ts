import { z } from "zod";
import { format } from "./format";

const roleArn = format(
  /^arn:(aws|aws-us-gov|aws-cn):iam::[0-9]{12}:role\/(?!.*\/\/)[\w+=,.@/-]{1,512}$/,
  {
    code: "invalid-role-arn",
    fix: "give the ARN of one role, with its path and without wildcards, such as arn:aws:iam::123456789012:role/terraform",
    description: "The ARN of a role, without wildcards.",
  },
);

const environment = format(/^(?=.*\S)[^:*?$'"`,;\\{}]{1,255}$/, {
  code: "invalid-name",
  fix: "give the environment's name as GitHub has it, without wildcards and without any of :*?$'\"`,;\\{}",
  description: "A GitHub environment, whose protection rules then decide who runs as the role.",
});

const github = z
  .strictObject({
    repository: format(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}$/, {
      code: "invalid-name",
      fix: "give the repository as owner/name",
      description: "The repository whose workflows run Terraform, as owner/name.",
    }),
    planOnPullRequests: z
      .boolean()
      .default(true)
      .describe("Whether workflows of a pull request may take the plan roles."),
    planEnvironment: environment.optional().describe("Jobs of this environment may plan, too."),
    applyEnvironment: environment.describe("Only jobs of this environment may apply."),
  })
  .describe("GitHub Actions: jobs take the roles by their OpenID Connect token.");

const trustedPrincipals = z
  .strictObject({
    plan: z.array(roleArn).default([]).describe("Roles that may take the plan roles."),
    apply: z.array(roleArn).default([]).describe("Roles that may take the apply roles."),
  })
  .describe("Roles of the organization, such as a CodeBuild project's, that run Terraform.");

export const bootstrap = z
  .strictObject({
    github: github.optional(),
    trustedPrincipals: trustedPrincipals.optional(),
    oidcProviders: z
      .enum(["create", "existing"])
      .default("create")
      .describe(
        "Whether Gatehouse creates the OpenID Connect providers of HCP Terraform and GitHub in each account, or they exist. An account has one for each issuer.",
      ),
    accessRole: format(/^[\w+=,.@-]{1,64}$/, {
      code: "invalid-name",
      fix: "give the role's name, such as OrganizationAccountAccessRole",
      description:
        "The role in each account that the bootstrap stacks themselves are applied with.",
    }).default("OrganizationAccountAccessRole"),
    state: z
      .enum(["local", "backend"])
      .default("local")
      .describe(
        "Where the bootstrap stacks' own state is: local at first, as the backend may need them; backend once they are applied.",
      ),
  })
  .describe(
    "A plan role and an apply role for each stack, with what that stack needs and no more. Left out: none.",
  );
export type BootstrapConfig = z.infer<typeof bootstrap>;
