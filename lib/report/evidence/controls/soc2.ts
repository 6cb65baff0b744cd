import type { Framework } from "../control";

export const SOC2: Framework = {
  id: "SOC 2",
  name: "AICPA Trust Services Criteria 2017, points of focus of 2022: CC6",
  source:
    "https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022",
  controls: [
    {
      id: "CC6.1",
      about: "Logical access to what is protected is restricted by software and architecture",
      how: "Who can do what is decided by policies that are generated, and asked: nobody outside gets in, pipelines reach their own things alone, keys serve their own buckets.",
      evidence: [
        { claim: "intent" },
        { claim: "outside" },
        { claim: "artifacts" },
        { claim: "keys" },
        { claim: "role-trust" },
        { file: "access.csv" },
      ],
      yours: "The inventory of what is to be protected, and everything beside the pipelines.",
    },
    {
      id: "CC6.2",
      about: "People are registered and authorised before they get access, and lose it afterwards",
      how: "Access is given by membership of a group that the config names, reviewed as a change of a file.",
      evidence: [
        { claim: "membership" },
        { claim: "sign-in" },
        { file: "people.csv" },
        { file: "reviewed-access.json" },
      ],
      yours:
        "Joiners, movers and leavers in the directory; who reviewed the change, as the repository has it.",
    },
    {
      id: "CC6.3",
      about: "Access follows roles, with least privilege and segregation of duties",
      how: "Personas hold what their job needs, named one by one; whoever approves can't start, edit, override or commit.",
      evidence: [
        { claim: "intent" },
        { claim: "exact-names" },
        { claim: "separation-of-duties" },
        { claim: "approval-bypass" },
        { claim: "escalation" },
        { file: "approvals.csv" },
        { test: "__tests__/lib/policy/persona/bypasses.test.ts" },
      ],
      yours: "That a persona's job needs what it holds; the periodic review.",
    },
    {
      id: "CC6.6",
      about: "Protection against access from outside the system's boundary",
      how: "No other organisation, anonymous caller or foreign service is let in, by no policy of a role or a resource.",
      evidence: [{ claim: "outside" }, { claim: "role-trust" }, { claim: "statements" }],
      yours: "Networks, and what runs in the target accounts.",
    },
    {
      id: "CC6.7",
      about: "Information is protected while it is moved",
      how: "Artifacts travel over TLS and lie under a key of their own; another account reads none.",
      evidence: [{ claim: "transport" }, { claim: "artifacts" }, { claim: "keys" }],
      yours: "What deployed applications send.",
    },
    {
      id: "CC6.8",
      about: "Unauthorised software is kept out",
      how: "What reaches a protected stage waits for an approval; nobody writes artifacts or images but the pipeline's own builds.",
      evidence: [
        { claim: "approvals" },
        { claim: "approval-bypass" },
        { claim: "artifacts" },
        { statement: "NoArtifactWrites" },
      ],
      yours: "Reviews in the source repository; what builds download.",
    },
  ],
};
