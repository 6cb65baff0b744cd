import type { Platform } from "../../../model/platform";
import type { Capability } from "../../capabilities/capability";
import { listCapabilities } from "../../capabilities/list-capabilities";
import { Template } from "../../evaluate/match/template";
import type { Intent } from "../../intent/intent";
import type { WorldRole } from "../../world/world";
import type { Subject } from "../access-matrix";
import type { Place } from "../place";
import type { ResourcePlaces } from "./resource-places";

/** Says which capability that a subject holds explains a request, if one does. */
export class Explanation {
  readonly #byAction = new Map<string, Capability[]>();

  constructor(
    readonly platform: Platform,
    readonly intent: Intent,
    readonly places: ResourcePlaces,
  ) {
    for (const capability of listCapabilities(platform))
      for (const action of capability.may) {
        const there = this.#byAction.get(action);
        if (there === undefined) this.#byAction.set(action, [capability]);
        else there.push(capability);
      }
  }

  /** @param action in any case @param arn of something of the world, or `*` */
  find(subject: Subject, role: WorldRole, action: string, arn: string): Capability | undefined {
    return this.#byAction
      .get(action.toLowerCase())
      ?.find((capability) => this.#explains(capability, subject, role, action, arn));
  }

  /**
   * Of something made up that a pattern reaches: what explains all that the pattern reaches of the world. It gathers
   * at least two names, as one alone needs no pattern, and reaches no further than these in region and account.
   */
  findForPattern(
    subject: Subject,
    role: WorldRole,
    action: string,
    arn: string,
    reached: readonly string[],
  ): Capability | undefined {
    const found = this.find(subject, role, action, arn);
    if (found !== undefined || reached.length < 2) return found;
    if (!reached.some((each) => whereOf(each) === whereOf(arn))) return undefined;
    const explained = reached.map((each) => this.find(subject, role, action, each));
    return explained.includes(undefined) ? undefined : explained[0];
  }

  #explains(
    { name, level }: Capability,
    subject: Subject,
    { accountId }: WorldRole,
    action: string,
    arn: string,
  ): boolean {
    if (level === "account") {
      const place: Place = { kind: "account", account: "", accountId };
      return (
        this.intent.isMeant(subject, name, place) &&
        isWithin(arn, accountId) &&
        this.#isNamed(name, action, arn, { account: accountId, pipeline: "" })
      );
    }
    const held = (place: Place) =>
      this.intent.isMeant(subject, name, place) &&
      this.#isNamed(name, action, arn, { account: accountId, pipeline: pipelineOf(place) });
    const wholes = this.platform.pipelines.map((pipeline): Place => ({
      kind: "pipeline",
      pipeline: pipeline.name,
    }));
    // A list of names can't be narrowed, and a permission set is the same in all its accounts.
    if (arn === "*")
      return this.#isCustom(name) ? wholes.some(held) : this.intent.isMeantSomewhere(subject, name);
    // From another account nobody reaches a pipeline.
    if (accountId !== this.platform.tooling.accountId) return false;
    if (this.#isCustom(name)) return wholes.some(held);
    const places = this.places.of(arn);
    if (places.some(held)) return true;
    // An approver reads the state of the pipeline that the approval is in.
    const [place] = places;
    if (level !== "approval" || place === undefined || places.length > 1) return false;
    const pipeline = this.platform.pipelines.find((each) => each.name === pipelineOf(place));
    return pipeline?.stages.some((stage) => held(approvalIn(pipeline.name, stage.name))) === true;
  }

  #isCustom(capability: string): boolean {
    return this.platform.capabilities.some(({ name }) => (name as string) === capability);
  }

  /** Of a team's own capability: whether its permissions say so; the vocabulary's say it by their place. */
  #isNamed(
    capability: string,
    action: string,
    arn: string,
    values: { readonly account: string; readonly pipeline: string },
  ): boolean {
    const custom = this.platform.capabilities.find(({ name }) => (name as string) === capability);
    if (custom === undefined) return true;
    return custom.permissions.some(
      ({ actions, resources }) =>
        actions.some((each) => each.toLowerCase() === action.toLowerCase()) &&
        resources.some((resource) => this.#patternOf(resource, values).matches(arn)),
    );
  }

  #patternOf(
    resource: string,
    { account, pipeline }: { readonly account: string; readonly pipeline: string },
  ): Template["widest"] {
    const text = resource
      .replaceAll("{partition}", this.platform.partition.name)
      .replaceAll("{account}", account)
      .replaceAll("{prefix}", this.platform.prefix)
      .replaceAll("{pipeline}", pipeline)
      .replaceAll("{region}", "*");
    return new Template(text, { variables: true, wildcards: true }).widest;
  }
}

function approvalIn(pipeline: string, stage: string): Place {
  return { kind: "approval", pipeline, stage, action: "" };
}

function pipelineOf(place: Place): string {
  return place.kind === "account" ? "" : place.pipeline;
}

/** Partition, service, region and account. */
function whereOf(arn: string): string {
  return arn.split(":", 5).join(":");
}

/** AWS's own policies are of no account, and neither is what an ARN doesn't say, such as a bucket. */
function isWithin(arn: string, accountId: string): boolean {
  const own = arn.split(":")[4] ?? "";
  return own === "" || own === "aws" || own === accountId;
}
