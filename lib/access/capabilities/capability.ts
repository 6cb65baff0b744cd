import type { WorldPipeline, WorldProject } from "../world/world";

/** A request that IAM decides, as far as a capability says. */
export interface CapabilityRequest {
  readonly action: string;
  readonly resource: string;
  /** What the request itself says of condition keys; who asks adds what is known of the session. */
  readonly context: Readonly<Record<string, string | readonly string[] | null>>;
}

/** What it takes to hold a capability somewhere, and what gives it away. */
export interface CapabilityRequests {
  /** All must be allowed. */
  readonly needs: readonly CapabilityRequest[];
  /** Any of these, allowed, means that it is held in effect. No other capability shares them. */
  readonly marks: readonly CapabilityRequest[];
}

/** A pipeline as it is generated, with the projects that its actions run. */
export interface PipelineGround {
  readonly pipeline: WorldPipeline;
  readonly projects: readonly WorldProject[];
  readonly partition: string;
  /** The condition keys that say a resource's tags, by its ARN. */
  readonly tagKeys: (arn: string) => Readonly<Record<string, string>>;
}

export interface StageGround extends PipelineGround {
  readonly stage: string;
}

export interface ApprovalGround extends StageGround {
  readonly action: string;
}

export interface AccountGround {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** ARNs of the keys there, as far as they are generated. */
  readonly keys: readonly string[];
}

interface Named {
  readonly name: string;
  /** Every action that it explains, in lower case. */
  readonly may: ReadonlySet<string>;
}

/** Something that can be held, at the kind of place at which IAM knows it. */
export type Capability =
  | (Named & {
      readonly level: "pipeline";
      readonly requests: (ground: PipelineGround) => CapabilityRequests;
      /** Needs that a grant on the own team's pipelines can't cover, as what they reach has no tags. */
      readonly untagged?: ReadonlySet<string>;
    })
  | (Named & {
      readonly level: "stage";
      readonly requests: (ground: StageGround) => CapabilityRequests;
    })
  | (Named & {
      readonly level: "approval";
      readonly requests: (ground: ApprovalGround) => CapabilityRequests;
    })
  | (Named & {
      readonly level: "account";
      readonly requests: (ground: AccountGround) => CapabilityRequests;
    });

export function lowerCased(actions: readonly string[]): ReadonlySet<string> {
  return new Set(actions.map((action) => action.toLowerCase()));
}
