import type { CustomCapability } from "../../model/people";
import {
  type Capability,
  type CapabilityRequest,
  type CapabilityRequests,
  lowerCased,
} from "./capability";

interface CustomGround {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly pipeline: string;
}

/** A capability that a team made of IAM actions: all of them, on all that it names. */
export function customCapability(
  { name, on, permissions }: CustomCapability,
  prefix: string,
): Capability {
  const may = lowerCased(permissions.flatMap(({ actions }) => actions));
  const requests = (ground: CustomGround): CapabilityRequests => {
    const all = permissions.flatMap(({ actions, resources }) =>
      resources.flatMap((resource) => {
        const example = exampleOf(fill(resource, { ...ground, prefix }));
        const context = { "aws:RequestedRegion": ground.region };
        return actions.map((action): CapabilityRequest => ({ action, resource: example, context }));
      }),
    );
    return { needs: all, marks: all };
  };
  if (on === "accounts") {
    return {
      name,
      level: "account",
      may,
      requests: ({ partition, accountId, region }) =>
        requests({ partition, account: accountId, region, pipeline: "" }),
    };
  }
  return {
    name,
    level: "pipeline",
    may,
    requests: ({ pipeline, partition }) =>
      requests({
        partition,
        account: pipeline.accountId,
        region: pipeline.region,
        pipeline: pipeline.name,
      }),
  };
}

function fill(resource: string, values: CustomGround & { readonly prefix: string }): string {
  return resource.replace(
    /(?<!\$)\{(partition|account|region|prefix|pipeline)\}/g,
    (_, word) => values[word as keyof typeof values],
  );
}

/** One of the resources that a pattern stands for; `*` by itself stays, as the action has no resource. */
export function exampleOf(pattern: string): string {
  return pattern === "*" ? pattern : pattern.replaceAll("*", "made-up").replaceAll("?", "x");
}
