import type { Context } from "../../scene/contexts";

/** Something that no run of Terraform may be able to do. */
export interface ProvisionerAsk {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}
