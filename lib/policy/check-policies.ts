import type { Check } from "../model/checks/check";
import { checkOwnCapabilities } from "./check-own-capabilities";
import { checkPolicySizes } from "./check-policy-sizes";

/** What shows only once the policies are compiled. */
export const checkPolicies: Check = async (input) => [
  ...(await checkOwnCapabilities(input)),
  ...(await checkPolicySizes(input)),
];
