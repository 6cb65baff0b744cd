import type { Framework } from "../control";

export const NIST_800_53: Framework = {
  id: "NIST 800-53",
  name: "NIST SP 800-53 Revision 5",
  source: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
  controls: [
    {
      id: "AC-2",
      about: "Accounts, their groups and their privileges are defined, authorised and reviewed",
      how: "Kinds of people are personas, held by groups; both are written down, and a change of either is a reviewed change.",
      evidence: [
        { claim: "membership" },
        { claim: "sign-in" },
        { file: "people.csv" },
        { file: "reviewed-access.json" },
      ],
      yours: "Accounts in the directory, notices when people leave, the review's dates.",
    },
    {
      id: "AC-2(2)",
      about: "Emergency accounts end by themselves",
      how: "Break-glass holds within its window alone, by a condition of the policy.",
      evidence: [{ claim: "windows" }, { file: "people.csv" }],
      yours: "Opening the window, and looking at what was done in it.",
    },
    {
      id: "AC-3",
      about: "Approved authorisations are enforced",
      how: "IAM enforces the generated policies; each grant is asked of them, and so is everything that no grant explains.",
      evidence: [{ claim: "intent" }, { claim: "machine-roles" }, { file: "access.csv" }],
      yours: "That nobody attached something else since: see drift.",
    },
    {
      id: "AC-3(7)",
      about: "Access by role",
      how: "Rights are a persona's; a person has them by being in its group.",
      evidence: [{ claim: "membership" }, { file: "people.csv" }],
      yours: "Who is put into which group.",
    },
    {
      id: "AC-5",
      about: "Duties are separated",
      how: "Whoever approves a stage can't bring about what is approved, whatever else is attached to them.",
      evidence: [
        { claim: "separation-of-duties" },
        { claim: "approval-bypass" },
        { claim: "added-approvals" },
        { file: "approvals.csv" },
        { test: "__tests__/lib/policy/persona/bypasses.test.ts" },
      ],
      yours: "Duties outside the pipelines, and people with two identities.",
    },
    {
      id: "AC-6",
      about: "Least privilege",
      how: "Allows are judged without denies and boundary, so that each goes no further than the grants; the same for pipelines' roles.",
      evidence: [
        { claim: "intent" },
        { claim: "exact-names" },
        { claim: "machine-roles" },
        { claim: "escalation" },
        { file: "access.csv" },
      ],
      yours: "That the grants themselves are no more than the job needs.",
    },
    {
      id: "AC-6(1)",
      about: "Who may change security functions is decided by name",
      how: "No persona or pipeline changes roles, providers, the directory, trails, keys or alarms, whatever is attached.",
      evidence: [
        { claim: "guard-rails" },
        { claim: "provisioner-rights" },
        { statement: "NoAssignments" },
      ],
      yours: "Whoever holds the provisioner's credentials.",
    },
    {
      id: "AC-6(10)",
      about: "Others don't run privileged functions",
      how: "Nobody passes, assumes or rewrites a role that may do more than was granted.",
      evidence: [{ claim: "escalation" }, { claim: "boundaries" }, { claim: "other-accounts" }],
      yours: "Roles that this Terraform doesn't make.",
    },
    {
      id: "AU-9",
      about: "Audit records are kept from being read, changed or deleted",
      how: "The logs' bucket takes the one trail's deliveries alone, lets nobody delete and its readers read.",
      evidence: [{ claim: "audit-trail" }, { statement: "NobodyDeletes" }],
      yours: "Who administers the account that keeps them.",
    },
  ],
};
