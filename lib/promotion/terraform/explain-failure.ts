import { type ExistingResource, findExistingResource } from "./existing-resource";
import { explainState } from "./explain-state";
import type { FailureExplanation } from "./failure-explanation";
import { readErrors } from "./read-errors";

interface Context {
  /** Of the stack, for ids that have it in them. @default "ACCOUNT", to be replaced by whoever reads it */
  readonly accountId?: string;
}

/**
 * What is wrong and what to do, for failures that come from where and when Terraform runs and not from what it is to
 * do. Where several things are wrong, it is the one to mend first.
 *
 * @param output what Terraform printed, stdout and stderr alike
 * @returns undefined where Terraform's own words have to do
 */
export function explainFailure(
  output: string,
  { accountId = "ACCOUNT" }: Context = {},
): FailureExplanation | undefined {
  const state = explainState(output);
  if (state !== undefined) return state;
  const errors = readErrors(output);
  for (const explain of BY_TEXT) {
    for (const { text } of errors) {
      const explanation = explain(text);
      if (explanation !== undefined) return explanation;
    }
  }
  const existing = errors.flatMap((error) => findExistingResource(error, accountId) ?? []);
  if (existing.length > 0) return explainExisting(existing);
  for (const { text } of errors) {
    const explanation = explainService(text);
    if (explanation !== undefined) return explanation;
  }
  return undefined;
}

const RESUME =
  "What was made until then is in the state: plan and apply again, and it goes on there.";

type Explain = (error: string) => FailureExplanation | undefined;

function explainMissing(error: string): FailureExplanation | undefined {
  if (!/No valid credential sources found|failed to refresh cached credentials/.test(error))
    return undefined;
  return {
    code: "credentials-missing",
    what: "Terraform found no AWS credentials",
    fix:
      "sign in (`aws sso login`) and name the profile in AWS_PROFILE, or in CI let the job assume its role before " +
      "Terraform runs; nothing was changed",
  };
}

function explainExpired(error: string): FailureExplanation | undefined {
  if (!/\b(?:ExpiredToken(?:Exception)?|RequestExpired|InvalidGrantException)\b/.test(error))
    return undefined;
  return {
    code: "credentials-expired",
    what: `the AWS credentials expired${during(error)}`,
    fix: `sign in again, for longer than the apply takes. ${RESUME}`,
  };
}

function explainAccount(error: string): FailureExplanation | undefined {
  const [, account] = /AWS account ID not allowed: (\d{12})/.exec(error) ?? [];
  if (account === undefined) return undefined;
  return {
    code: "account-not-allowed",
    what: `the AWS credentials are those of account ${account}, and the stack belongs into another`,
    fix: "use credentials of the account that the stack's provider allows; nothing was changed",
  };
}

function explainDenied(error: string): FailureExplanation | undefined {
  const [, principal, action, resource] =
    /User: (\S+) is not authorized to perform: (\S+)(?: on resource: (\S+))?/.exec(error) ?? [];
  if (principal !== undefined && action !== undefined) {
    const on = resource === undefined ? "" : ` on ${resource}`;
    const why = /with an explicit deny in an? ([a-z -]+ policy|permissions boundary)/.exec(error);
    return {
      code: "access-denied",
      what: `${principal} may not ${action}${on}`,
      fix:
        why === null
          ? `allow it that, or run Terraform as a role that may. ${RESUME}`
          : `an explicit deny in a ${String(why[1])} forbids it: change that, or run Terraform as another role. ${RESUME}`,
    };
  }
  if (!/\b(?:AccessDenied(?:Exception)?|UnauthorizedOperation)\b/.test(error)) return undefined;
  return {
    code: "access-denied",
    what: `AWS denies what Terraform does${during(error)}`,
    fix: `allow it to the role that Terraform runs as. ${RESUME}`,
  };
}

/** https://developer.hashicorp.com/terraform/cloud-docs/run/cli#remote-applies */
function explainVcs(error: string): FailureExplanation | undefined {
  if (!error.includes("not allowed for workspaces with a VCS connection")) return undefined;
  return {
    code: "vcs-driven",
    what: "the workspace takes what it applies from version control, and nothing from here",
    fix: "commit what `gatehouse export` writes, and confirm the run in HCP Terraform; or disconnect the workspace from its repository, and promote it from here. Nothing was changed",
  };
}

const BY_TEXT: readonly Explain[] = [
  explainVcs,
  explainMissing,
  explainExpired,
  explainAccount,
  explainDenied,
];

function explainExisting(existing: readonly ExistingResource[]): FailureExplanation {
  const known = existing.flatMap(({ address, importId }) =>
    importId === undefined ? [] : `terraform import '${address}' '${importId}'`,
  );
  const unknown = existing.filter(({ importId }) => importId === undefined);
  return {
    code: "already-exists",
    what:
      `AWS has already what the state doesn't know: ${existing.map(({ address }) => address).join(", ")}. An apply ` +
      "that was killed leaves it so, or somebody else made it",
    fix: [
      "make sure that it is this stack's, then take it into the state and plan again:",
      ...known,
      ...unknown.map(
        ({ address }) => `terraform import '${address}' ID, its ID as AWS's console has it`,
      ),
    ].join("\n"),
  };
}

const THROTTLED =
  /\b(?:Throttling(?:Exception)?|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown)\b/;

function explainService(error: string): FailureExplanation | undefined {
  if (THROTTLED.test(error)) {
    return {
      code: "throttled",
      what: `AWS takes no more calls for now${during(error)}`,
      fix: `wait a few minutes, and apply fewer stacks at a time. ${RESUME}`,
    };
  }
  const [, status] = /https response error StatusCode: (5\d\d)/.exec(error) ?? [];
  if (status !== undefined) {
    return {
      code: "api-error",
      what: `AWS fails${during(error)}, with status ${status}`,
      fix: `see https://health.aws.amazon.com/health/status, and try again later. ${RESUME}`,
    };
  }
  if (/Failed to query available provider packages|Failed to install provider/.test(error)) {
    return {
      code: "out-of-reach",
      what: `the registry that providers come from can't be reached${because(error)}`,
      fix:
        "look at the network and its proxy, or install from a mirror: " +
        "https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation; nothing was changed",
    };
  }
  if (UNREACHABLE.test(error)) {
    return {
      code: "out-of-reach",
      what: `AWS can't be reached${during(error)}${because(error)}`,
      fix: `look at the network and its proxy. ${RESUME}`,
    };
  }
  return undefined;
}

const UNREACHABLE =
  /dial tcp [^ ]+: |no such host|connection refused|i\/o timeout|TLS handshake timeout|x509: /;

/** ` in IAM: CreateRole`, where the provider says it. */
function during(error: string): string {
  const [, operation] = /operation error ([\w ]+: \w+)/.exec(error) ?? [];
  return operation === undefined ? "" : ` at ${operation.replace(": ", "'s ")}`;
}

function because(error: string): string {
  const [reason] =
    /(?:lookup|dial tcp|x509:|TLS handshake) ?.*?(?=$| To see| with )/.exec(error) ?? [];
  return reason === undefined ? "" : ` (${reason.trim()})`;
}
