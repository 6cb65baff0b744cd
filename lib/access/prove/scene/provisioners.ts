import type { Platform } from "../../../model/platform";
import type { Origin, World, WorldRole } from "../../world/world";

/** What Terraform runs as: one role plans a stack, another applies it. A third writes the journal of promotions. */
export interface Provisioner {
  readonly role: WorldRole;
  /** Of the role that promotes, none is called so. */
  readonly stack: string;
  readonly phase: "plan" | "apply" | "promote";
}

/**
 * Provisioner roles, by ARN. One counts only where the config asks for them, and its name and its tag say the same stack:
 * any other is judged as a pipeline's, which none of this is.
 */
export function provisionersOf(platform: Platform, world: World): ReadonlyMap<string, Provisioner> {
  const beginning = beginningOf(platform);
  const found = new Map<string, Provisioner>();
  if (platform.bootstrap === undefined) return found;
  for (const role of world.roles) {
    if (isPromotion(role, platform)) {
      found.set(role.arn, { role, stack: PROMOTION, phase: "promote" });
      continue;
    }
    const stack = role.tags["gatehouse:stack"];
    const phase = (["plan", "apply"] as const).find((each) => role.name.endsWith(`-${each}`));
    if (role.kind !== "role" || stack === undefined || phase === undefined) continue;
    const whole = `${beginning}${stack}-${phase}`;
    const isCut =
      whole.length > LONGEST_NAME && role.name.startsWith(whole.slice(0, LONGEST_NAME - CUT));
    if (role.name === whole || isCut) found.set(role.arn, { role, stack, phase });
  }
  return found;
}

/** The journal is in S3 where the states are; a tag would let the role reach one of those. */
function isPromotion({ kind, name, tags, accountId }: WorldRole, platform: Platform): boolean {
  return (
    platform.backend.type === "s3" &&
    kind === "role" &&
    name === `${beginningOf(platform)}${PROMOTION}` &&
    accountId === platform.tooling.accountId &&
    tags["gatehouse:stack"] === undefined
  );
}

const PROMOTION = "promotion";

/** How the names of all provisioner roles and of their boundary begin. */
function beginningOf({ prefix }: Pick<Platform, "prefix">): string {
  return `provisioner-${prefix}-`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_NAME = 64;

/** A hash and the phase stand behind a name that was cut. */
const CUT = "-00000000-apply".length;

/** The stack that makes something, as far as its file says so. */
export function stackOf({ file }: Origin): string | undefined {
  return /(?:^|\/)stacks\/([^/]+)\//.exec(file)?.[1];
}
