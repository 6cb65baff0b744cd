import type { Platform } from "../../model/platform";
import { Refusal } from "../refusal";

type Environment = Readonly<Record<string, string | undefined>>;

/** What a promotion takes the roles of bootstrap with. */
export type CredentialSource =
  /** None are taken: whatever Terraform finds. */
  | { readonly kind: "own" }
  /** A job's token. https://docs.github.com/en/actions/reference/security/oidc */
  | { readonly kind: "github"; readonly url: string; readonly token: string }
  /** A role that the config trusts, with the credentials that the AWS SDK finds. */
  | { readonly kind: "principal" };

/**
 * By the config, and where this runs.
 *
 * @throws Refusal where the config gives each stack roles, and nobody could take them here
 */
export function chooseCredentials(
  { backend, bootstrap }: Pick<Platform, "backend" | "bootstrap">,
  env: Environment,
): CredentialSource {
  // Runs in HCP Terraform take the roles by themselves.
  if (bootstrap === undefined || backend.type === "cloud") return { kind: "own" };
  const { github, trustedPrincipals } = bootstrap;
  const url = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
  const token = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
  if (github !== undefined && url !== "" && token !== "") return { kind: "github", url, token };
  const { plan = [], apply = [] } = trustedPrincipals ?? {};
  if (plan.length + apply.length > 0) return { kind: "principal" };
  const job = `a job of ${github?.repository ?? "the repository"} on GitHub Actions`;
  if (env["GITHUB_ACTIONS"] === "true")
    throw new Refusal(
      `this config gives each stack roles, which ${job} takes, and this one may not ask for a token`,
      "give the job the permission `id-token: write`",
    );
  throw new Refusal(
    `this config gives each stack roles, which ${job} takes, and this is none`,
    "run it there; or list a role of your own in provisioner.bootstrap.trustedPrincipals; or, with an administrator's credentials, add --own-credentials",
  );
}
