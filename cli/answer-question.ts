import { suggest } from "../lib/config/near-miss";
import type { Subject } from "../lib/access/matrix/access-matrix";
import { arnOf, askAction } from "../lib/access/matrix/ask-action";
import { placeName } from "../lib/access/matrix/compare-places";
import { explainCell } from "../lib/access/matrix/explain-cell";
import { findQuestions } from "../lib/access/matrix/find-questions";
import { type Answer, verdictOf } from "../lib/report/access/render-answer";
import { lookUpAction } from "../lib/model/iam-reference";
import type { LoadedWorld } from "./load-world";
import { UserError } from "./user-error";

export type Loaded = Exclude<LoadedWorld, { kind: "invalid" }>;

/** What was asked, with its words checked: a function that answers it of any subject. */
export type AnswerOf = (subject: Subject) => Answer[];

export interface CheckedQuestion {
  readonly answerOf: AnswerOf;
  /** Of an IAM action, the request, so that it can be put to roles that aren't people's. */
  readonly request?: { readonly action: string; readonly resource: string };
}

/** Reads a capability or an IAM action, and where. */
export async function checkQuestion(
  loaded: Loaded,
  wanted: string,
  where: string,
): Promise<CheckedQuestion> {
  return wanted.includes(":")
    ? onAction(loaded, wanted, where)
    : onCapability(loaded, wanted, where);
}

function onCapability(loaded: Loaded, capability: string, where: string): CheckedQuestion {
  const { platform, world, placeOf } = loaded;
  const found = findQuestions(platform, world, capability, where);
  if (found.kind === "unknown") {
    const [word, noun] =
      found.what === "capability"
        ? [capability, "capability"]
        : [where, `place where ${capability} can be held`];
    throw new UserError(`there is no ${noun} "${word}"`, suggest(word, found.known));
  }
  return {
    answerOf: (subject) =>
      found.questions.map((question) => {
        const { probes, grants } = explainCell(loaded, subject, question);
        const requests = probes.map(({ role, action, resource, verdict }) => ({
          role,
          action,
          resource,
          verdict,
        }));
        return {
          who: subject.id,
          what: `${capability} ${placeName(question.place)}`,
          verdict: verdictOf(requests),
          requests,
          grants: grants.map(({ path }) => placeOf(path)),
        };
      }),
  };
}

async function onAction(loaded: Loaded, wanted: string, where: string): Promise<CheckedQuestion> {
  const looked = await lookUpAction(wanted);
  if (looked.kind !== "known")
    throw new UserError(
      `there is no IAM action "${wanted}"`,
      "see the service authorization reference: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html",
    );
  const action = looked.name;
  const resource = arnOf(where, loaded.world);
  if (resource === undefined)
    throw new UserError(
      `"${where}" is neither an ARN nor a place of a pipeline`,
      `give an ARN, or: ${suggest(
        where.split("/")[0] ?? where,
        loaded.world.pipelines.map(({ name }) => name),
      )}`,
    );
  return {
    request: { action, resource },
    answerOf: (subject) => {
      const requests = askAction(loaded, subject, action, resource).map(({ role, verdict }) => ({
        role: role.arn,
        action,
        resource,
        verdict,
      }));
      return [
        {
          who: subject.id,
          what: `${action} on ${resource}`,
          verdict: verdictOf(requests),
          requests,
          grants: [],
        },
      ];
    },
  };
}
