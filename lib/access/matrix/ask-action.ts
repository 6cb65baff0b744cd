import type { Verdict } from "../evaluate/decide/verdict";
import type { World, WorldRole } from "../world/world";
import type { Subject } from "./access-matrix";
import { type MatrixInput, subjectAsker } from "./compute-matrix";
import { ownPolicies } from "./subject-asker";

export interface ActionAnswer {
  readonly role: WorldRole;
  readonly verdict: Verdict;
}

/** The ARN that a place's name stands for; an ARN stands for itself. */
export function arnOf(where: string, { pipelines }: World): string | undefined {
  if (where === "*" || where.startsWith("arn:")) return where;
  const [name = "", ...rest] = where.split("/");
  const pipeline = pipelines.find((each) => each.name === name);
  return pipeline === undefined ? undefined : [pipeline.arn, ...rest].join("/");
}

/** What each of a subject's roles may do to one resource: those of its account, or else all. */
export function askAction(
  input: MatrixInput,
  subject: Subject,
  action: string,
  resource: string,
): ActionAnswer[] {
  const asker = subjectAsker(input, subject, ownPolicies(input.world));
  const accountId = accountOf(resource, input.world);
  const own = accountId === undefined ? [] : asker.rolesIn(accountId);
  const roles = own.length > 0 ? own : subject.roles;
  const context = {
    "aws:RequestedRegion": regionOf(resource) ?? input.platform.tooling.homeRegion,
  };
  return roles.map((role) => ({
    role,
    verdict: asker.decide(role, { action, resource, context }),
  }));
}

/** The same of a pipeline's role, which brings no session tags. */
export function askMachine(
  { ask, platform }: MatrixInput,
  role: WorldRole,
  action: string,
  resource: string,
): Verdict {
  const context = {
    "aws:PrincipalOrgID": platform.organizationId,
    ...USUAL,
    "aws:RequestedRegion": regionOf(resource) ?? platform.tooling.homeRegion,
  };
  return ask({ asker: { kind: "role", role }, action, resource, context });
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
