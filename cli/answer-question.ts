import { suggest } from "../lib/config/near-miss";
import type { Subject } from "../lib/access/matrix/access-matrix";
import { accountPlaces } from "../lib/access/matrix/account-places";
import { askAction, askMachine, resourceOf } from "../lib/access/matrix/ask-action";
import type { CellQuestion } from "../lib/access/matrix/cell-question";
import { placeName } from "../lib/access/matrix/compare-places";
import { explainCell } from "../lib/access/matrix/explain-cell";
import { findQuestions } from "../lib/access/matrix/find-questions";
import type { WorldRole } from "../lib/access/world/world";
import { type AnsweredRequest, type Answer, verdictOf } from "../lib/report/access/render-answer";
import { lookUpAction } from "../lib/model/iam-reference";
import type { LoadedWorld } from "./load-world";
import { UserError } from "./user-error";

export type Loaded = Exclude<LoadedWorld, { kind: "invalid" }>;

/** What was asked, with its words checked: it can be put to anybody. */
export interface CheckedQuestion {
  readonly ofSubject: (subject: Subject) => Answer[];
  readonly ofMachine: (role: WorldRole) => Answer[];
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
  const { questions } = found;
  const about = ({ place }: CellQuestion) => `${capability} ${placeName(place)}`;
  return {
    ofSubject: (subject) =>
      questions.map((question) => {
        const { probes, grants } = explainCell(loaded, subject, question);
        const requests = probes.map(({ role, action, resource, verdict }) => ({
          role,
          action,
          resource,
          verdict,
        }));
        return {
          who: subject.id,
          what: about(question),
          verdict: verdictOf(requests),
          requests,
          grants: grants.map(({ path }) => placeOf(path)),
        };
      }),
    ofMachine: (role) =>
      questions.map((question) =>
        answerOfMachine(
          role,
          about(question),
          question.needs.map(({ action, resource, context }) => ({
            role: role.arn,
            action,
            resource,
            verdict: askMachine(loaded, role, { action, resource, context }),
          })),
        ),
      ),
  };
}

function answerOfMachine(
  role: WorldRole,
  what: string,
  requests: readonly AnsweredRequest[],
): Answer {
  return { who: role.arn, what, verdict: verdictOf(requests), requests, grants: [] };
}

async function onAction(loaded: Loaded, wanted: string, where: string): Promise<CheckedQuestion> {
  const looked = await lookUpAction(wanted);
  if (looked.kind !== "known")
    throw new UserError(
      `there is no IAM action "${wanted}"`,
      "see the service authorization reference: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html",
    );
  const action = looked.name;
  const asked = resourceOf(where, loaded.world, accountPlaces(loaded.platform, loaded.world));
  if (asked === undefined)
    throw new UserError(
      `"${where}" is neither an ARN nor an account nor a place of a pipeline`,
      `give an ARN, or: ${suggest(where.split("/")[0] ?? where, [
        ...loaded.world.pipelines.map(({ name }) => name),
        ...loaded.platform.accounts.map(({ name }) => name),
      ])}`,
    );
  const [shape] = looked.arnPatterns;
  if (asked.accountId !== undefined && shape !== undefined)
    throw new UserError(
      `${action} is asked of a resource, and ${where} is an account`,
      `give an ARN: ${shape}`,
    );
  const { resource } = asked;
  const what = `${action} on ${asked.accountId === undefined ? resource : `* in ${where}`}`;
  return {
    ofSubject: (subject) => {
      const requests = askAction(loaded, subject, action, asked).map(({ role, verdict }) => ({
        role: role.arn,
        action,
        resource,
        verdict,
      }));
      return [{ who: subject.id, what, verdict: verdictOf(requests), requests, grants: [] }];
    },
    ofMachine: (role) => {
      if (asked.accountId !== undefined && role.accountId !== asked.accountId) return [];
      const verdict = askMachine(loaded, role, { action, resource });
      return [answerOfMachine(role, what, [{ role: role.arn, action, resource, verdict }])];
    },
  };
}
