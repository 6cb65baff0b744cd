import type { CapabilityRequest } from "../../capabilities/capability";
import { Intent, type IntendedGrant } from "../../intent/intent";
import type { CellQuestion } from "../../matrix/cell-question";
import { subjectAsker } from "../../matrix/compute-matrix";
import { isOpen } from "../../matrix/decide-effect";
import { listQuestions } from "../../matrix/list-questions";
import { ownPolicies, type SubjectAsker } from "../../matrix/subject-asker";
import { findSubjects } from "../../subjects/find-subjects";
import { momentIn, peopleOf, type Person } from "../people/person";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/** What the policy is to end holds to the last second of its day, and from the next one on as if nobody had granted it. */
export function endInTime(scene: Scene, inquiry: Inquiry): void {
  const { platform, world } = scene;
  const intent = new Intent(platform);
  const questions = listQuestions(platform, world);
  const people = new Map(peopleOf(scene).map((person) => [person.id, person]));
  for (const subject of findSubjects(platform, world)) {
    const asker = subjectAsker({ platform, ask: inquiry.source }, subject, ownPolicies(world));
    const held = questions
      .map((question) => ({
        question,
        grants: intent.grants(subject, question.capability, question.place),
      }))
      .filter(({ grants }) => grants.length > 0);
    for (const day of daysOf(held)) {
      const left = new Set(
        held
          .filter(({ grants }) => grants.some((grant) => outlasts(grant, day)))
          .flatMap(({ question: { needs } }) => needs.map(keyOf)),
      );
      for (const { question, grants } of held) {
        if (grants.some((grant) => outlasts(grant, day))) continue;
        const ended: Ended = { asker, question, day, left, person: people.get(subject.id) };
        overAfter(ended, inquiry);
        if (grants.some(({ lastDayInPolicy }) => lastDayInPolicy === day)) stillOn(ended, inquiry);
      }
    }
  }
}

interface Ended {
  readonly asker: SubjectAsker;
  readonly question: CellQuestion;
  /** The last day, in UTC. */
  readonly day: string;
  /** Requests that other grants explain after it. */
  readonly left: ReadonlySet<string>;
  /** Who asks, where somebody has a role. */
  readonly person: Person | undefined;
}

interface HeldQuestion {
  readonly question: CellQuestion;
  readonly grants: readonly IntendedGrant[];
}

function daysOf(held: readonly HeldQuestion[]): string[] {
  const days = held.flatMap(({ grants }) =>
    grants.flatMap(({ lastDayInPolicy }) => lastDayInPolicy ?? []),
  );
  return [...new Set(days)].sort();
}

function outlasts({ lastDayInPolicy }: IntendedGrant, day: string): boolean {
  return lastDayInPolicy === undefined || lastDayInPolicy > day;
}

function keyOf({ action, resource }: CapabilityRequest): string {
  return `${action} ${resource}`;
}

function lastSecondOf(day: string): string {
  return `${day}T23:59:59Z`;
}

function firstSecondAfter(day: string): string {
  return new Date(Date.parse(lastSecondOf(day)) + 1_000).toISOString().replace(".000Z", "Z");
}

/** Nothing of it is allowed; and what changes a pipeline or leads round an approval is denied, whatever is attached. */
function overAfter({ asker, question, day, left, person }: Ended, inquiry: Inquiry): void {
  const { capability, accountId, needs, marks } = question;
  const moment = momentIn(firstSecondAfter(day));
  const requests = [...new Set([...marks, ...needs])].filter((each) => !left.has(keyOf(each)));
  for (const { action, resource, context } of requests) {
    const claimed = {
      who: asker.subject.id,
      what: `${action} on ${resource} after ${day}, when its grant has ended`,
      config: ["personas", asker.subject.persona],
      fix: `let the allow of ${capability} end, and the denies begin, with the day in expires`,
    };
    for (const role of asker.rolesIn(accountId))
      inquiry.mustNot(
        {
          asker: { kind: "role", role },
          action,
          resource,
          context: { ...asker.session, ...context, ...moment },
        },
        claimed,
      );
    const unbound = person?.unbound.get(accountId);
    if (person === undefined || unbound === undefined || !isGuarded(action)) continue;
    inquiry.mustBeDenied(
      {
        asker: { kind: "role", role: unbound },
        action,
        resource,
        context: { ...person.context, ...context, ...moment },
      },
      claimed,
    );
  }
}

/** What changes a pipeline, or what it runs: of these a persona is denied what it was not granted. */
function isGuarded(action: string): boolean {
  return /^(codepipeline:(?!Get|List)|codeconnections:|codestar-connections:)/.test(action);
}

/** A grant that the policy ends too early is missed by whoever was promised it; an emergency has its own hours. */
function stillOn({ asker, question, day }: Ended, inquiry: Inquiry): void {
  if (asker.session["aws:CurrentTime"] !== undefined) return;
  const moment = momentIn(lastSecondOf(day));
  for (const role of asker.rolesIn(question.accountId)) {
    for (const { action, resource, context } of question.needs) {
      // What is denied at any time is for the claim about intent to tell.
      if (!isOpen(asker.judge(role, { action, resource, context }))) continue;
      const verdict = inquiry.ask({
        asker: { kind: "role", role },
        action,
        resource,
        context: { ...asker.session, ...context, ...moment },
      });
      if (isOpen(verdict)) continue;
      inquiry.report({
        kind: "violated",
        message: `${asker.subject.id} cannot ${action} on ${resource} any more on ${day}, which its grant still counts`,
        who: asker.subject.id,
        action,
        resource,
        evidence: verdict.by,
        config: ["personas", asker.subject.persona],
        fix: `let the allow of ${question.capability} hold to the end of ${day} in UTC`,
      });
    }
  }
}
