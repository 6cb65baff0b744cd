import { readCaller } from "../../evaluate/request/caller";
import type { Asker } from "../../world/ask";
import type { Platform } from "../../../model/platform";

/** Accounts that the platform has nothing to do with. */
export interface Strays {
  /** Of the same organisation. */
  readonly member: string;
  /** Of another organisation. */
  readonly foreign: string;
  readonly foreignOrganization: string;
}

export function straysOf(platform: Platform): Strays {
  const { tooling, accounts, managementAccountId, logArchiveAccountId } = platform;
  const taken = new Set<string | undefined>([
    tooling.accountId,
    managementAccountId,
    logArchiveAccountId,
    platform.audit?.trailAccountId,
    ...accounts.map(({ id }) => id),
  ]);
  const [member = "", foreign = ""] = ["", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    .map((digit) => digit.padEnd(12, "987654321098"))
    .filter((id) => !taken.has(id));
  const foreignOrganization =
    platform.organizationId === "o-zzzzzzzzzz" ? "o-yyyyyyyyyy" : "o-zzzzzzzzzz";
  return { member, foreign, foreignOrganization };
}

/** Somebody of whom only the name counts: its own account lets it do everything. */
export function stranger(principal: string | Readonly<Record<string, string>>): Asker {
  const read = readCaller(principal);
  if (read.kind === "malformed") throw new Error(read.message);
  return { kind: "stranger", caller: read.caller };
}

/** Services that take a role and do as they are told, and so could be told by anyone. */
export const SERVICES: readonly string[] = [
  "cloudformation.amazonaws.com",
  "codebuild.amazonaws.com",
  "codepipeline.amazonaws.com",
  "ec2.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "events.amazonaws.com",
  "glue.amazonaws.com",
  "lambda.amazonaws.com",
  "sagemaker.amazonaws.com",
  "scheduler.amazonaws.com",
  "ssm.amazonaws.com",
  "states.amazonaws.com",
];
