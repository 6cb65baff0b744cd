import type { CapabilityRequest } from "../../capabilities/capability";
import type { Subject } from "../../matrix/access-matrix";
import type { Persona } from "../../../model/people";
import type { CellQuestion } from "../../matrix/cell-question";
import { subjectAsker } from "../../matrix/compute-matrix";
import { listQuestions } from "../../matrix/list-questions";
import { ownPolicies } from "../../matrix/subject-asker";
import { Intent } from "../../intent/intent";
import { findSubjects } from "../../subjects/find-subjects";
import type { WorldRole } from "../../world/world";
import type { Check } from "../check";
import { momentIn, peopleOf, type Person } from "../people/person";
import type { Context } from "../scene/contexts";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";
import { endInTime } from "./ends";
import { keepPassingHere } from "./passing-elsewhere";

/** What a grant allows, it allows in the regions and at the times that it says. */
export const windows: Check = {
  id: "windows",
  claim:
    "Grants hold in their accounts' regions and until their end alone, and break-glass within its window alone",
  run: (scene, inquiry) => {
    const { platform, world } = scene;
    const intent = new Intent(platform);
    const questions = listQuestions(platform, world);
    for (const subject of findSubjects(platform, world)) {
      const held = questions.filter(({ capability, place }) =>
        intent.isMeant(subject, capability, place),
      );
      for (const question of oneOfEach(held)) elsewhere(subject, question, scene, inquiry);
      for (const question of oneOfEach(held)) outOfTime(subject, question, scene, inquiry);
    }
    endInTime(scene, inquiry);
    keepPassingHere(scene, inquiry);
    for (const person of peopleOf(scene)) shut(person, inquiry);
  },
};

/** A subject's policies are the same for each account, so one stands for all that it has in common regions. */
function oneOfEach(questions: readonly CellQuestion[]): readonly CellQuestion[] {
  const found = new Map<string, CellQuestion>();
  for (const question of questions) {
    const regions = [...new Set(question.needs.map(({ resource }) => regionOf(resource)))].join();
    const key = `${question.capability} ${regions}`;
    if (!found.has(key)) found.set(key, question);
  }
  return [...found.values()];
}

function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}

const NOWHERE = "xx-nowhere-1";

function elsewhere(subject: Subject, question: CellQuestion, scene: Scene, inquiry: Inquiry): void {
  for (const region of [NOWHERE, ...strangeRegions(subject, question, scene)]) {
    for (const { action, resource, context } of question.needs) {
      // How access is set up is the same wherever it is asked; trails and keys are read in all regions.
      if (question.capability === "audit" || (resource !== "*" && regionOf(resource) === ""))
        continue;
      const moved =
        resource === "*" ? resource : resource.replace(`:${regionOf(resource)}:`, `:${region}:`);
      // Lists of pipelines name no pipeline, and are no secret of a region's.
      if (moved === "*" && question.place.kind !== "account") continue;
      const request = {
        action,
        resource: moved,
        context: { ...context, "aws:RequestedRegion": region },
      };
      mustNot(subject, question, request, "in a region that nobody granted", scene, inquiry, {});
    }
  }
}

/**
 * Regions of the platform, and those that the policies themselves name, in none of which the grants of an account's
 * capability hold: these are of all accounts granted together.
 */
function strangeRegions(
  { persona, roles }: Subject,
  { capability, place }: CellQuestion,
  { platform }: Scene,
): readonly string[] {
  if (place.kind !== "account") return [];
  const granted = new Set<string>(
    (platform.personas.find(({ name }) => name === persona)?.grants ?? []).flatMap((grant) =>
      grant.kind === "account" &&
      [...grant.capabilities, ...grant.custom.map(({ name }) => name)].some(
        (name) => name === capability,
      )
        ? grant.accounts.flatMap(({ regions }) => regions)
        : [],
    ),
  );
  const known = [
    ...platform.tooling.regions,
    ...platform.accounts.flatMap(({ regions }) => regions),
    ...roles.filter(({ accountId }) => accountId === place.accountId).flatMap(regionsNamed),
  ];
  return [...new Set(known)].filter((region) => !granted.has(region)).sort();
}

function regionsNamed({ policies }: WorldRole): readonly string[] {
  return policies.identity
    .flatMap(({ statements }) =>
      statements.flatMap(({ conditions, resources }) => [
        ...conditions.flatMap(({ key, texts }) =>
          key.toLowerCase() === "aws:requestedregion" ? texts : [],
        ),
        ...(resources?.patterns ?? []).map(({ text }) => regionOf(text)),
      ]),
    )
    .filter((region) => REGION.test(region));
}

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d$/;

function outOfTime(subject: Subject, question: CellQuestion, scene: Scene, inquiry: Inquiry): void {
  const persona = scene.platform.personas.find(({ name }) => name === subject.persona);
  if (persona === undefined) return;
  for (const moment of outside(persona)) {
    for (const request of question.needs)
      mustNot(subject, question, request, "outside its window", scene, inquiry, momentIn(moment));
  }
}

/** The second before an emergency's window, and the first after it. */
function outside({ breakGlass }: Pick<Persona, "breakGlass">): readonly string[] {
  const { from, until } = breakGlass ?? {};
  const at = (instant: string, later: number): string =>
    new Date(Date.parse(instant) + later).toISOString().replace(".000Z", "Z");
  return [
    ...(from === undefined ? [] : [at(from, -1_000)]),
    ...(until === undefined ? [] : [at(until, 0)]),
  ];
}

/** Outside of its window an emergency's persona is denied everything, whatever is attached and without its boundary. */
function shut({ id, persona, unbound, context }: Person, inquiry: Inquiry): void {
  for (const moment of outside(persona)) {
    for (const [accountId, role] of unbound) {
      const resource = `arn:${role.arn.split(":")[1] ?? ""}:iam::${accountId}:role/zz-stray`;
      for (const [action, on] of [
        ["codepipeline:ListPipelines", "*"],
        ["ec2:RunInstances", "*"],
        ["iam:CreateRole", resource],
        ["s3:ListAllMyBuckets", "*"],
        ["sts:AssumeRole", resource],
      ] as const)
        inquiry.mustBeDenied(
          {
            asker: { kind: "role", role },
            action,
            resource: on,
            context: { ...context, ...momentIn(moment) },
          },
          {
            who: id,
            what: `${action} at ${moment}, outside its window`,
            config: ["personas", persona.name],
            fix: "deny everything before breakGlass.from and from breakGlass.until on",
          },
        );
    }
  }
}

function mustNot(
  subject: Subject,
  { accountId, capability }: CellQuestion,
  { action, resource, context }: CapabilityRequest,
  how: string,
  { platform, world }: Scene,
  inquiry: Inquiry,
  also: Context,
): void {
  const asker = subjectAsker({ platform, ask: inquiry.source }, subject, ownPolicies(world));
  for (const role of asker.rolesIn(accountId))
    inquiry.mustNot(
      {
        asker: { kind: "role", role },
        action,
        resource,
        context: { ...asker.session, ...context, ...also },
      },
      {
        who: subject.id,
        what: `${action} on ${resource} ${how}`,
        config: ["personas", subject.persona],
        fix: `keep the condition that narrows ${capability}`,
      },
    );
}
