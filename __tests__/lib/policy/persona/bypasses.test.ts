import type { Platform } from "../../../../lib/model/platform";
import { BYPASSES, type Bypass } from "../../../support/bypasses";
import { type IamStatement, decide } from "../../../support/decide";
import { EVERYTHING, deniedBy, policyOf } from "../../../support/persona-policies";
import { SHIPPED_TEXT, validPlatform } from "../../../support/platform-file";

/** Denies, joined by spaces, with the bypasses that they hold against. */
type Otherwise = Readonly<Record<string, readonly string[]>>;

/**
 * For each shipped persona, the bypasses that another deny than everybody's holds against, and those that none does,
 * as they are the persona's job or lead nowhere. What is on pipelines and not listed, NotGranted holds against.
 */
const OTHERWISE: Readonly<Record<string, Otherwise>> = {
  developer: {
    "": ["start storefront", "retry storefront/prod"],
    NotElsewhere: ["start data-lake", "retry data-lake/prod"],
  },
  "data-developer": {
    "": ["start data-lake", "retry data-lake/prod"],
    NotElsewhere: ["start storefront", "retry storefront/prod"],
  },
  tester: {
    "": ["approve storefront/staging"],
    NotElsewhere: ["approve storefront/prod", "approve another action"],
  },
  "release-manager": {
    "": ["approve storefront/prod", "roll back storefront/prod"],
    NotElsewhere: [
      "approve storefront/staging",
      "approve another action",
      "roll back storefront/staging",
      "close the gate to staging",
    ],
  },
  auditor: {},
  "platform-engineer": {
    "": [
      "start storefront",
      "start data-lake",
      "edit storefront",
      "open the gate",
      "retry storefront/prod",
      "retry data-lake/prod",
      "close the gate to staging",
      "stop storefront",
      // To pass a role is nothing without a pipeline to give it to, and pipelines are edited, not created.
      "pass a pipeline's role",
      "pass it for a new pipeline",
      "pass another pipeline's",
      "pass the connection",
    ],
    NoOtherRolesPassed: [
      "pass a build's role",
      "pass a build's role to CodePipeline",
      "pass a role of others",
      "pass the execution role",
      "pass the execution role to Lambda",
      "pass a workload's role to Lambda",
      "pass a task's role to ECS",
      "pass its agent's role",
    ],
    DutyEditorsDoNotOperate: [
      "stop another task",
      "scale a service",
      "read a function",
      "invoke a function",
    ],
    "DutyEditorsDoNotOperate NoOwnDeployments": [
      "run another image",
      "scale a pipeline's service",
      "stop a task",
    ],
    OnlyPassedToCodePipeline: ["pass it to Lambda", "pass it to EventBridge"],
  },
  "break-glass": {
    "": [
      "retry storefront/prod",
      "retry data-lake/prod",
      "stop storefront",
      "scale a pipeline's service",
      "stop a task",
    ],
    NoOtherTasks: ["run another image"],
  },
};

let platform: Platform;
beforeAll(async () => {
  platform = await validPlatform(SHIPPED_TEXT);
});

test("the table knows every persona", () => {
  expect(platform.personas.map(({ name }) => name)).toEqual(Object.keys(OTHERWISE).sort());
});

describe.each(Object.entries(OTHERWISE))("%s", (persona, otherwise) => {
  test("is kept from each bypass by exactly the denies that are meant", () => {
    const denies = deniesOf(policyOf(platform, persona));
    expect(
      BYPASSES.map(({ name, request }) => `${name}: ${deniedBy(denies, request).join(" ")}`),
    ).toEqual(BYPASSES.map((bypass) => `${bypass.name}: ${meantFor(bypass, otherwise)}`));
  });

  test("gets round none of them by a policy that allows everything", () => {
    const policy = [...policyOf(platform, persona), EVERYTHING];
    const open = BYPASSES.filter(({ request }) => decide(policy, request) !== "explicitlyDenied");
    expect(open).toEqual(BYPASSES.filter((bypass) => meantFor(bypass, otherwise) === ""));
  });

  test("needs each deny: without it a bypass is open", () => {
    const denies = deniesOf(policyOf(platform, persona));
    const needless = denies.filter((deny) => {
      const others = denies.filter((each) => each !== deny);
      return opened(denies, others).length === 0;
    });
    expect(needless.map(({ Sid }) => Sid)).toEqual([]);
  });

  test("needs each action and each resource of each deny", () => {
    const denies = deniesOf(policyOf(platform, persona));
    const needless = denies.flatMap((deny) =>
      shortened(deny)
        .filter(({ rest }) => {
          const others = denies.map((each) => (each === deny ? rest : each));
          return opened(denies, others).length === 0;
        })
        .map(({ without }) => `${deny.Sid ?? ""} ${without}`),
    );
    expect(needless).toEqual([]);
  });
});

function meantFor({ name, by = "NotGranted" }: Bypass, otherwise: Otherwise): string {
  return Object.keys(otherwise).find((sids) => otherwise[sids]?.includes(name)) ?? by;
}

function deniesOf(policy: readonly IamStatement[]): IamStatement[] {
  return policy.filter(({ Effect }) => Effect === "Deny");
}

/** The bypasses that are closed by the first and open with the second, where another policy allows everything. */
function opened(before: readonly IamStatement[], after: readonly IamStatement[]): Bypass[] {
  return BYPASSES.filter(
    ({ request }) =>
      decide([...before, EVERYTHING], request) === "explicitlyDenied" &&
      decide([...after, EVERYTHING], request) === "allowed",
  );
}

/** A deny once without each of its actions, and once without each of its resources. */
function shortened(deny: IamStatement): { without: string; rest: IamStatement }[] {
  return (["Action", "Resource"] as const).flatMap((key) => {
    const list = deny[key];
    if (typeof list !== "object" || list.length < 2) return [];
    return list.map((without) => ({
      without,
      rest: { ...deny, [key]: list.filter((each) => each !== without) },
    }));
  });
}
