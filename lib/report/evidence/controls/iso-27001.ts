import type { Framework } from "../control";

export const ISO_27001: Framework = {
  id: "ISO 27001",
  name: "ISO/IEC 27001:2022, Annex A",
  source: "https://www.iso.org/standard/27001",
  controls: [
    {
      id: "A.5.3",
      about: "Conflicting duties are segregated",
      how: "Rules say which capabilities nobody may unite; they are held by persona, by group and by people in several groups.",
      evidence: [
        { claim: "separation-of-duties" },
        { claim: "approval-bypass" },
        { file: "approvals.csv" },
      ],
      yours: "Duties outside the pipelines.",
    },
    {
      id: "A.5.15",
      about: "Rules of access are set and put into effect",
      how: "The config is the rule; the policies are generated from it and compared with it, and what was reviewed is kept as a file.",
      evidence: [
        { claim: "intent" },
        { claim: "windows" },
        { claim: "guard-rails" },
        { file: "access.csv" },
        { file: "reviewed-access.json" },
      ],
      yours: "The policy that the rules follow from.",
    },
    {
      id: "A.5.16",
      about: "Identities are managed through their life",
      how: "People are the directory's; machines are roles, each with one purpose and one pipeline. Nobody gets an identity here.",
      evidence: [
        { claim: "membership" },
        { claim: "role-trust" },
        { statement: "NoUsersOrKeys" },
        { file: "people.csv" },
      ],
      yours: "The directory.",
    },
    {
      id: "A.5.17",
      about: "Secrets for authentication are handed out and kept safely",
      how: "There are none: people sign in by their provider, machines by roles, Terraform by OpenID Connect where bootstrap makes its roles.",
      evidence: [
        { claim: "sign-in" },
        { claim: "provisioner-trust" },
        { statement: "NoUsersOrKeys" },
      ],
      yours: "Passwords and second factors at the identity provider.",
    },
    {
      id: "A.5.18",
      about: "Access rights are given, reviewed, changed and taken away",
      how: "Every change of access is a change of the config, and shows as a difference of the reviewed list.",
      evidence: [
        { claim: "intent" },
        { claim: "membership" },
        { claim: "windows" },
        { file: "access.csv" },
        { file: "reviewed-access.json" },
      ],
      yours: "Who decided, as the repository has it; the periodic review.",
    },
    {
      id: "A.8.15",
      about: "What is done is recorded, and the records are protected",
      how: "The trail's logs are delivered by it alone, deleted by nobody, and read by those that the config names; no persona and no pipeline stops it.",
      evidence: [{ claim: "audit-trail" }, { claim: "guard-rails" }],
      yours: "Analysing what is recorded.",
    },
    {
      id: "A.8.2",
      about: "Privileged rights are few and watched",
      how: "Who may edit a pipeline, override or break glass is listed; every role has a boundary; no path leads to more.",
      evidence: [
        { claim: "boundaries" },
        { claim: "people-boundary" },
        { claim: "escalation" },
        { claim: "provisioner-rights" },
        { file: "access.csv" },
      ],
      yours: "Administrators of the organisation, and the root users.",
    },
  ],
};
