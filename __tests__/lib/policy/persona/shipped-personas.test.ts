import type { Platform } from "../../../../lib/model/platform";
import { accountsOf } from "../../../../lib/policy/persona/account-allows";
import { compilePersonaIn } from "../../../../lib/policy/persona/compile-persona";
import { accountQuestions } from "../../../support/account-questions";
import { type IamRequest, decide } from "../../../support/decide";
import { pipelineQuestions } from "../../../support/pipeline-questions";
import { EVERYTHING, asIam, getPersona, policyOf } from "../../../support/persona-policies";
import { SHIPPED_TEXT, validPlatform } from "../../../support/platform-file";
import type { Question } from "../../../support/question";
import {
  ACCOUNTS,
  ALL,
  INTENT,
  type Intent,
  TOOLING,
  everyStage,
} from "../../../support/shipped-intent";

function isMeant(question: Question, { pipelines }: Intent): boolean {
  const { by, on, stage } = question;
  return by.some((ability) =>
    (pipelines[ability] ?? []).some((place) =>
      on.some((pipeline) =>
        stage === undefined
          ? place === pipeline || place.startsWith(`${pipeline}/`)
          : place === `${pipeline}/${stage}`,
      ),
    ),
  );
}

const named = ({ action, resource, context }: IamRequest) =>
  `${action} on ${resource} with ${JSON.stringify(context)}`;

let platform: Platform;
let questions: Question[];
beforeAll(async () => {
  platform = await validPlatform(SHIPPED_TEXT);
  questions = pipelineQuestions(platform);
});

test("the table knows every persona, pipeline, stage and account that is shipped", () => {
  expect(platform.personas.map(({ name }) => name)).toEqual(Object.keys(INTENT).sort());
  expect(platform.pipelines.map(({ name }) => name)).toEqual([...ALL].sort());
  expect(
    platform.pipelines.flatMap(({ name, stages }) =>
      ["source", "build", ...stages.map((stage) => stage.name)].map((stage) => `${name}/${stage}`),
    ),
  ).toEqual(everyStage([...ALL].sort()));
  const accounts = Object.fromEntries(platform.accounts.map(({ id, name }) => [id, name]));
  expect({ ...accounts, [TOOLING]: "tooling" }).toEqual(ACCOUNTS);
});

describe.each(Object.entries(INTENT))("%s", (name, intent) => {
  test("may do exactly what is meant on every pipeline, stage, approval, build and artifact", () => {
    const policy = policyOf(platform, name);
    const wrong = questions.filter(
      (question) => (decide(policy, question) === "allowed") !== isMeant(question, intent),
    );
    expect(wrong.map(named)).toEqual([]);
    expect(questions.filter((question) => isMeant(question, intent)).length).toBeGreaterThan(5);
    expect(questions.length).toBeGreaterThan(300);
  });

  test("loses nothing of it to a deny, and gains only reading by a policy that allows everything", () => {
    const policy = [...policyOf(platform, name), EVERYTHING];
    const wrong = questions.filter((question) => {
      const meant = isMeant(question, intent) || !question.guarded;
      return decide(policy, question) !== (meant ? "allowed" : "explicitlyDenied");
    });
    expect(wrong.map(named)).toEqual([]);
  });

  test("is assigned to the accounts that are meant, and may do there exactly what is meant", () => {
    const inTooling = Object.keys(intent.pipelines).length > 0 ? ["tooling"] : [];
    const meantAccounts = [...inTooling, ...Object.values(intent.accounts).flat()];
    const assigned = accountsOf(platform, getPersona(platform, name));
    expect(assigned.map((id) => ACCOUNTS[id])).toEqual(
      Object.entries(ACCOUNTS)
        .filter(([, account]) => meantAccounts.includes(account))
        .map(([id]) => id)
        .sort()
        .map((id) => ACCOUNTS[id]),
    );
    const policy = policyOf(platform, name);
    const wrong = assigned.flatMap((id) =>
      REGIONS.flatMap((region) =>
        accountQuestions(id, region).filter(
          ({ by, ...request }) =>
            (decide(policy, request) === "allowed") !==
            (by !== undefined &&
              (intent.accounts[by] ?? []).includes(ACCOUNTS[id] ?? "") &&
              (by === "audit" || regionsOf(ACCOUNTS[id] ?? "").includes(region))),
        ),
      ),
    );
    expect(wrong.map(named)).toEqual([]);
  });
});

test.each(Object.keys(INTENT))("as an IAM role in each account, a %s may do the same", (name) => {
  const persona = getPersona(platform, name);
  const set = policyOf(platform, name);
  const different = accountsOf(platform, persona).flatMap((id) => {
    const { inline, managed } = compilePersonaIn(platform, persona, id);
    const role = asIam([...inline, ...managed.flatMap(({ statements }) => statements)]);
    const asked = [
      ...REGIONS.flatMap((region) => accountQuestions(id, region)),
      ...(id === TOOLING ? questions : []),
    ];
    return [[], [EVERYTHING]].flatMap((other) =>
      asked.filter(
        (question) =>
          decide([...role, ...other], question) !== decide([...set, ...other], question),
      ),
    );
  });
  expect(different.map(named)).toEqual([]);
});

const REGIONS = ["eu-west-1", "eu-central-1", "us-east-1"];

/** Production is in two regions, all else in one. */
function regionsOf(account: string): readonly string[] {
  return account.endsWith("-prod") ? ["eu-west-1", "eu-central-1"] : ["eu-west-1"];
}
