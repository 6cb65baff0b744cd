import type { Platform } from "../../lib/model/platform";
import { type Phase, ProvisionerNames } from "../../lib/model/provisioner-names";
import {
  chooseCredentials,
  type CredentialSource,
} from "../../lib/promotion/credentials/choose-credentials";
import { githubToken } from "../../lib/promotion/credentials/github-token";
import type { RoleSession } from "../../lib/promotion/credentials/role-session";
import { RoleSessions } from "../../lib/promotion/credentials/role-sessions";
import { sessionName } from "../../lib/promotion/credentials/session-name";
import { StackCredentials } from "../../lib/promotion/credentials/stack-credentials";
import { stacksOf, type Wave } from "../../lib/promotion/waves";
import { whoRuns } from "./this-process";

/** By what GitHub's provider is registered with in AWS. */
const AUDIENCE = "sts.amazonaws.com";

/** The roles of bootstrap, as far as a promotion takes any here. */
export class PromotionCredentials {
  private sessions: RoleSessions | undefined;

  /** @param own whether whatever Terraform finds is taken, whatever the config says */
  constructor(
    private readonly platform: Platform,
    private readonly own: boolean,
  ) {}

  /** What writes the journal in S3; undefined where that is whatever the AWS SDK finds. @throws Refusal */
  journal(): (() => Promise<RoleSession>) | undefined {
    const sessions = this.open();
    if (sessions === undefined) return undefined;
    const roleArn = new ProvisionerNames(this.platform).promotionRoleArn();
    return () => sessions.get(roleArn, sessionName(whoPromotes(), "promotion", "journal"));
  }

  /** What Terraform runs as; undefined where that is whatever it finds. @throws Refusal */
  ofStacks(phase: Phase, waves: readonly Wave[]): StackCredentials | undefined {
    const sessions = this.open();
    if (sessions === undefined) return undefined;
    const { platform } = this;
    const waveOf = (stack: string): string =>
      waves.find((wave) => stacksOf(wave).includes(stack))?.name ?? "";
    return new StackCredentials({ platform, phase, sessions, who: whoPromotes(), waveOf });
  }

  private open(): RoleSessions | undefined {
    if (this.own) return undefined;
    const source = chooseCredentials(this.platform, process.env);
    if (source.kind === "own") return undefined;
    this.sessions ??= new RoleSessions({ taker: this.takerBy(source) });
    return this.sessions;
  }

  /** The AWS SDK is loaded here: most commands don't need it. */
  private takerBy(source: Exclude<CredentialSource, { kind: "own" }>) {
    const { StsRoleTaker } =
      require("../../lib/promotion/credentials/sts-role-taker") as typeof import("../../lib/promotion/credentials/sts-role-taker");
    const region = this.platform.tooling.homeRegion;
    if (source.kind === "principal") return new StsRoleTaker({ region });
    const { url, token } = source;
    return new StsRoleTaker({
      region,
      token: () => githubToken({ url, token, audience: AUDIENCE }),
    });
  }
}

/** For CloudTrail: in a job of GitHub, who started it and which run that is. */
function whoPromotes(): string {
  const { GITHUB_ACTOR: actor = "", GITHUB_RUN_ID: run = "" } = process.env;
  return actor === "" || run === "" ? whoRuns() : `${actor.slice(0, 16)}-${run}`;
}
