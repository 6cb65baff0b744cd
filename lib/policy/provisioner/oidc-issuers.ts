import type { Platform } from "../../model/platform";
import type { Phase } from "../../model/provisioner-names";

/** Whose tokens let a run take a provisioner role. */
export interface OidcIssuer {
  /** Letters only: it names a statement and a construct. */
  readonly name: string;
  /** Without https://, as condition keys and the provider's ARN have it. */
  readonly host: string;
  readonly audience: string;
  /** Exact `sub` claims of runs that plan, or apply, a stack. */
  readonly subjects: (stack: string, phase: Phase) => readonly string[];
  /** Exact `sub` claims of runs that write the journal of promotions. */
  readonly promoting: readonly string[];
}

/** Of the backend, where it is HCP Terraform, and of GitHub, where the config has it. */
export function oidcIssuers({ backend, bootstrap }: Platform): OidcIssuer[] {
  if (bootstrap === undefined) return [];
  const issuers: OidcIssuer[] = [];
  if (backend.type === "cloud") {
    const { hostname, organization, project = "", workspacePrefix } = backend;
    issuers.push({
      // https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
      name: "HcpTerraform",
      host: hostname,
      audience: "aws.workload.identity",
      subjects: (stack, phase) => [
        `organization:${organization}:project:${project}:workspace:${workspacePrefix}${stack}:run_phase:${phase}`,
      ],
      // The journal is a workspace, too.
      promoting: [],
    });
  }
  if (bootstrap.github !== undefined) {
    const { repository, planOnPullRequests, planEnvironment, applyEnvironment } = bootstrap.github;
    const job = (context: string): string => `repo:${repository}:${context}`;
    const planners = planEnvironment === undefined ? [] : [job(`environment:${planEnvironment}`)];
    const appliers = [job(`environment:${applyEnvironment}`)];
    const plans = [...(planOnPullRequests ? [job("pull_request")] : []), ...planners];
    issuers.push({
      // https://docs.github.com/en/actions/reference/security/oidc
      name: "GitHub",
      host: "token.actions.githubusercontent.com",
      audience: "sts.amazonaws.com",
      subjects: (_stack, phase) => (phase === "plan" ? plans : appliers),
      // Not pull requests: whoever writes the journal says which revision a wave has run, and so who may sign.
      promoting: [...new Set([...planners, ...appliers])],
    });
  }
  return issuers;
}
