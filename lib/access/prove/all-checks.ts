import type { Check } from "./check";
import { addedApprovals } from "./checks/added-approvals";
import { exactNames } from "./checks/exact-names";
import { otherAccounts } from "./checks/other-accounts";
import { approvalBypass } from "./checks/approval-bypass";
import { approvalsInPlace } from "./checks/approvals-in-place";
import { artifacts } from "./checks/artifacts";
import { auditTrail } from "./checks/audit-trail/audit-trail";
import { boundaries } from "./checks/boundaries/boundaries";
import { peopleBoundary } from "./checks/boundaries/people-boundary";
import { escalation } from "./checks/escalation";
import { guardRails } from "./checks/guard-rails";
import { intent } from "./checks/intent";
import { keys } from "./checks/keys";
import { machineRights } from "./checks/machine-roles/machine-rights";
import { outside } from "./checks/outside";
import { membership } from "./checks/membership";
import { provisionerRights } from "./checks/provisioners/provisioner-rights";
import { provisionerTrust } from "./checks/provisioners/provisioner-trust";
import { roleTrust } from "./checks/role-trust";
import { separationOfDuties } from "./checks/separation-of-duties";
import { signIn } from "./checks/sign-in/sign-in";
import { statements } from "./checks/statements";
import { transport } from "./checks/transport";
import { windows } from "./checks/windows";

/** Every claim, in the order in which they are told. */
export const CHECKS: readonly Check[] = [
  intent,
  exactNames,
  windows,
  separationOfDuties,
  approvalsInPlace,
  approvalBypass,
  addedApprovals,
  guardRails,
  otherAccounts,
  membership,
  signIn,
  roleTrust,
  machineRights,
  artifacts,
  outside,
  transport,
  keys,
  statements,
  boundaries,
  peopleBoundary,
  provisionerTrust,
  provisionerRights,
  escalation,
  auditTrail,
];
