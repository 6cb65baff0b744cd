import type { CapabilityRequest } from "../../capabilities/capability";
import type { Subject } from "../../matrix/access-matrix";
import type { CellQuestion } from "../../matrix/cell-question";
import { subjectAsker } from "../../matrix/compute-matrix";
import { listQuestions } from "../../matrix/list-questions";
import { ownPolicies } from "../../matrix/subject-asker";
import { Intent } from "../../intent/intent";
import { findSubjects } from "../../subjects/find-subjects";
import type { Check } from "../check";
import { momentIn } from "../people/person";
import type { Context } from "../scene/contexts";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/** What a grant allows, it allows in the regions and at the times that it says. */
export const windows: Check = {
  id: "windows",
  claim: "Grants hold in their accounts' regions alone, and break-glass within its window alone",
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
  for (const { action, resource, context } of question.needs) {
    // How access is set up is the same wherever it is asked; trails and keys are read in all regions.
    if (question.capability === "audit" || (resource !== "*" && regionOf(resource) === ""))
      continue;
    const moved =
      resource === "*" ? resource : resource.replace(`:${regionOf(resource)}:`, `:${NOWHERE}:`);
    // Lists of pipelines name no pipeline, and are no secret of a region's.
    if (moved === "*" && question.place.kind !== "account") continue;
    const request = {
      action,
      resource: moved,
      context: { ...context, "aws:RequestedRegion": NOWHERE },
    };
    mustNot(subject, question, request, "in a region that nobody granted", scene, inquiry, {});
  }
}

function outOfTime(subject: Subject, question: CellQuestion, scene: Scene, inquiry: Inquiry): void {
  const persona = scene.platform.personas.find(({ name }) => name === subject.persona);
  const { from, until } = persona?.breakGlass ?? {};
  if (from === undefined || until === undefined) return;
  const moments = [Date.parse(from) - 1_000, Date.parse(until) + 1_000];
  for (const moment of moments) {
    const time = momentIn(new Date(moment).toISOString().replace(".000Z", "Z"));
    for (const request of question.needs)
      mustNot(subject, question, request, "outside its window", scene, inquiry, time);
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
