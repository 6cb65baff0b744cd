import type { CapabilityRequest } from "../capabilities/capability";
import type { Verdict } from "../evaluate/decide/verdict";
import type { World, WorldRole } from "../world/world";
import type { Subject } from "./access-matrix";
import type { AccountPlace } from "./account-places";
import { type MatrixInput, subjectAsker } from "./compute-matrix";
import { ownPolicies } from "./subject-asker";

export interface ActionAnswer {
  readonly role: WorldRole;
  readonly verdict: Verdict;
}

/** What an action is asked on. */
export interface AskedResource {
  /** An ARN, or `*`. */
  readonly resource: string;
  /** Only roles of this account are asked. @default those of the resource's account, or where there are none, all */
  readonly accountId?: string;
  /** @default the resource's, or else the pipelines' */
  readonly region?: string;
}

/** What a place's name stands for. An ARN stands for itself, an account for what has no ARN of its own there. */
export function resourceOf(
  where: string,
  { pipelines }: Pick<World, "pipelines">,
  accounts: readonly AccountPlace[],
): AskedResource | undefined {
  if (where === "*" || where.startsWith("arn:")) return { resource: where };
  const account = accounts.find((each) => each.account === where || each.accountId === where);
  if (account !== undefined)
    return { resource: "*", accountId: account.accountId, region: account.region };
  const [name = "", ...rest] = where.split("/");
  const pipeline = pipelines.find((each) => each.name === name);
  return pipeline === undefined ? undefined : { resource: [pipeline.arn, ...rest].join("/") };
}

/** What each of a subject's roles may do to one resource. */
export function askAction(
  input: MatrixInput,
  subject: Subject,
  action: string,
  { resource, accountId, region }: AskedResource,
): ActionAnswer[] {
  const asker = subjectAsker(input, subject, ownPolicies(input.world));
  const owner = accountId ?? accountOf(resource, input.world);
  const own = owner === undefined ? [] : asker.rolesIn(owner);
  const roles = accountId !== undefined || own.length > 0 ? own : subject.roles;
  const context = {
    "aws:RequestedRegion": region ?? regionOf(resource) ?? input.platform.tooling.homeRegion,
  };
  return roles.map((role) => ({
    role,
    verdict: asker.decide(role, { action, resource, context }),
  }));
}

/** The same of a pipeline's role, which brings no session tags. @param context what the request says of itself */
export function askMachine(
  { ask, platform }: MatrixInput,
  role: WorldRole,
  { action, resource, context }: Omit<CapabilityRequest, "context"> & Partial<CapabilityRequest>,
): Verdict {
  return ask({
    asker: { kind: "role", role },
    action,
    resource,
    context: {
      "aws:PrincipalOrgID": platform.organizationId,
      ...USUAL,
      "aws:RequestedRegion": regionOf(resource) ?? platform.tooling.homeRegion,
      ...context,
    },
  });
}

/** Of a request that is made as AWS recommends. */
const USUAL = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" } as const;

function accountOf(resource: string, { resources }: World): string | undefined {
  const account = resource.split(":")[4] ?? "";
  if (/^\d{12}$/.test(account)) return account;
  const bucket = resource.split("/")[0];
  return resources.find(({ arn }) => arn === bucket)?.accountId;
}

function regionOf(resource: string): string | undefined {
  const region = resource.split(":")[3] ?? "";
  return region === "" || region === "*" ? undefined : region;
}
