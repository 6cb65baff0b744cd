import type { Platform } from "../../lib/model/platform";
import type { IamRequest } from "./decide";

/** What a persona can do in the tooling account; `open` is `gate` of who approves nothing in the same pipeline. */
export type Ability =
  | "view"
  | "start"
  | "stop"
  | "retry"
  | "rollback"
  | "approve"
  | "gate"
  | "open"
  | "override"
  | "logs"
  | "artifacts"
  | "source"
  | "edit";

/** A request, and who is to be allowed it; written from AWS's documents, not from what is compiled. */
export interface Question extends IamRequest {
  /** Any of them will do; with none, nobody is allowed. */
  readonly by: readonly Ability[];
  /** The pipelines it is about; to hold an ability on one of them will do. */
  readonly on: readonly string[];
  /** Only this stage; otherwise any, or the whole. */
  readonly stage?: string;
  /** True where it stays denied whatever another policy allows. */
  readonly guarded: boolean;
}

const NOW = "2027-01-15T12:00:00Z";

/** What is known of each request of somebody who signed in to an account. */
export function sessionIn(accountId: string, region = "eu-west-1"): Record<string, string> {
  return {
    "aws:PrincipalAccount": accountId,
    "aws:RequestedRegion": region,
    "aws:CurrentTime": NOW,
  };
}

/** A question to whoever signed in to the tooling account. */
export function question(
  platform: Platform,
  rest: Omit<Question, "guarded"> & { readonly guarded?: boolean },
): Question {
  const { tooling } = platform;
  return {
    guarded: true,
    ...rest,
    context: { ...sessionIn(tooling.accountId, tooling.homeRegion), ...rest.context },
  };
}

export function pipelineArn({ tooling }: Platform, ...path: readonly string[]): string {
  return `arn:aws:codepipeline:${tooling.homeRegion}:${tooling.accountId}:${path.join("/")}`;
}
