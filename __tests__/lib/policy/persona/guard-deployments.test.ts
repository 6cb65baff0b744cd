import { parse, stringify } from "yaml";
import type { Setting } from "../../../../lib/config/problems/catalogue-entry";
import { LIMITS } from "../../../../lib/model/limits";
import { policySize } from "../../../../lib/policy/render-policy";
import { type IamRequest, decide } from "../../../support/decide";
import {
  EVERYTHING,
  asIam,
  deniedBy,
  policyOf,
  statementsOf,
  withSettings,
} from "../../../support/persona-policies";
import { GOLDEN_TEXT, validPlatform } from "../../../support/platform-file";
import { sessionIn } from "../../../support/question";

const DEV = "200000000001";
const PROD = "200000000003";
const OPERATE = { capabilities: ["operate"], accounts: { names: ["dev"] } };
const VIEW = { capabilities: ["view"], pipelines: "all" };

const ask = (
  action: string,
  resource: string,
  context: IamRequest["context"] = {},
  account = DEV,
): IamRequest => ({
  action,
  resource: `arn:aws:${resource.replace("{account}", account)}`,
  context: { ...sessionIn(account), ...context },
});
const SERVICE = "ecs:eu-west-1:{account}:service/shop/web";
const TASKS = { "ecs:task-definition": `arn:aws:ecs:eu-west-1:${DEV}:task-definition/mine:1` };

describe("whoever operates", () => {
  const policy = async () => policyOf(await withSettings([], OPERATE), "custom");

  test.each<[string, IamRequest["context"]]>([
    ["scales and restarts a service", {}],
    ["keeps its shell closed", { "ecs:enable-execute-command": "false" }],
  ])("%s", async (_what, context) => {
    expect(decide(await policy(), ask("ecs:UpdateService", SERVICE, context))).toBe("allowed");
  });

  test.each<[string, IamRequest["context"]]>([
    ["run what no pipeline brought", TASKS],
    ["open a shell in it", { "ecs:enable-execute-command": "true" }],
  ])("is not allowed to %s, in no service", async (_what, context) => {
    for (const service of [SERVICE, "ecs:eu-west-1:{account}:service/shop/other"]) {
      const asked = ask("ecs:UpdateService", service, context);
      expect(decide(await policy(), asked)).not.toBe("allowed");
    }
  });

  test("is denied a pipeline's service with another task, whatever another policy allows", async () => {
    const asked = ask("ecs:UpdateService", SERVICE, TASKS);
    expect(deniedBy(await policy(), asked)).toEqual(["NoOtherTasks"]);
    expect(decide([...(await policy()), EVERYTHING], asked)).toBe("explicitlyDenied");
  });

  test("stops tasks on a pipeline's cluster, and does nothing else with them", async () => {
    const task = "ecs:eu-west-1:{account}:task/shop/1";
    expect(decide(await policy(), ask("ecs:StopTask", task))).toBe("allowed");
    for (const action of ["ecs:ExecuteCommand", "ssm:StartSession"])
      expect(deniedBy(await policy(), ask(action, task))).toEqual(["NoOwnDeployments"]);
  });

  test("calls the pipelines' functions, and does not change them", async () => {
    const name = "lambda:eu-west-1:{account}:function:api-charge";
    expect(decide(await policy(), ask("lambda:InvokeFunction", name))).toBe("allowed");
    expect(deniedBy(await policy(), ask("lambda:UpdateFunctionCode", name))).toEqual([
      "NoOwnDeployments",
    ]);
  });
});

test("stacks, services and functions of others are nobody's business here", async () => {
  const policy = policyOf(await withSettings([], VIEW), "custom");
  for (const [action, resource] of [
    ["cloudformation:UpdateStack", "cloudformation:eu-west-1:{account}:stack/api-2/1"],
    ["ecs:UpdateService", "ecs:eu-west-1:{account}:service/shop/web2"],
    ["ecs:RunTask", "ecs:eu-west-1:{account}:task-definition/web2:1"],
    ["ecs:ExecuteCommand", "ecs:eu-west-1:{account}:task/shop2/1"],
    ["iam:PassRole", "iam::{account}:role/web-task2"],
    ["lambda:UpdateFunctionCode", "lambda:eu-west-1:{account}:function:apis"],
  ] as const) {
    expect(deniedBy(policy, ask(action, resource, {}, PROD))).toEqual([]);
  }
});

test("a pipeline's task is started by its service alone, whichever cluster it would run on", async () => {
  const policy = policyOf(await withSettings([], VIEW), "custom");
  const run = (family: string, cluster: string) =>
    deniedBy(
      policy,
      ask("ecs:RunTask", `ecs:eu-west-1:{account}:task-definition/${family}:1`, {
        "ecs:cluster": `arn:aws:ecs:eu-west-1:${DEV}:cluster/${cluster}`,
      }),
    );
  expect(run("web", "batch")).toEqual(["NoOwnDeployments"]);
  expect(run("mine", "shop")).toEqual(["NoOwnTasks"]);
  expect(run("mine", "batch")).toEqual([]);
});

describe("of many pipelines", () => {
  interface Config {
    pipelines: Record<string, Record<string, unknown>>;
  }
  const COUNT = 200;
  const names = Array.from(
    { length: COUNT },
    (_, index) => `${"abcdefghij".charAt(index % 10)}${index}-x`,
  );

  /** Copies of the pipeline that deploys a stack and functions; one capability of the team's own beside them. */
  const platformWith = (...own: readonly Setting[]) => {
    const config = parse(GOLDEN_TEXT) as Config & Record<string, unknown>;
    for (const name of names)
      config.pipelines[name] = structuredClone(config.pipelines["api"] ?? {});
    for (const { path, value } of own) config[String(path[0])] = { [String(path[1])]: value };
    return validPlatform(stringify(config));
  };

  test("all stacks are denied, in a fifth of a permission set", async () => {
    const statements = statementsOf(await platformWith(), "developer");
    const own = statements.filter(({ sid }) => sid === "NoOwnDeployments");
    expect(policySize(own)).toBeLessThan(LIMITS.permissionSetInline / 5);
    const open = names.filter(
      (name) =>
        deniedBy(
          asIam(own),
          ask(
            "cloudformation:ExecuteChangeSet",
            `cloudformation:eu-west-1:{account}:stack/${name}/1`,
          ),
        ).length === 0,
    );
    expect(open).toEqual([]);
  });

  test("all services with their tasks and roles are denied, in a third of a permission set", async () => {
    const config = parse(GOLDEN_TEXT) as Config;
    for (const name of names)
      config.pipelines[name] = {
        ...structuredClone(config.pipelines["web"]),
        deploy: {
          kind: "ecs",
          cluster: `${name}-cluster`,
          service: name,
          taskRoles: [`${name}-task`, `service/${name}-agent`],
        },
      };
    const platform = await validPlatform(stringify(config));
    const policy = policyOf(platform, "developer");
    const own = statementsOf(platform, "developer").filter(({ sid }) =>
      ["NoOwnDeployments", "NoOwnTasks", "NoOtherRights"].includes(sid),
    );
    expect(policySize(own)).toBeLessThan(LIMITS.permissionSetInline / 3);
    const ecs = "ecs:eu-west-1:{account}";
    const open = names.flatMap((name) =>
      (
        [
          ["ecs:DeleteService", `${ecs}:service/${name}-cluster/${name}`],
          ["ecs:ExecuteCommand", `${ecs}:task/${name}-cluster/1`],
          ["ecs:RunTask", `${ecs}:task-definition/${name}:1`],
          ["iam:PassRole", `iam::{account}:role/${name}-task`],
          ["iam:PassRole", `iam::{account}:role/service/${name}-agent`],
        ] as const
      ).filter(([action, resource]) => deniedBy(policy, ask(action, resource)).length === 0),
    );
    expect(open).toEqual([]);
  });

  test("and what a capability of the team's own names is kept out of it", async () => {
    const own = {
      path: ["capabilities", "tools"],
      value: {
        description: "Brings tools up.",
        on: "accounts",
        permissions: [
          {
            actions: ["cloudformation:UpdateStack"],
            resources: ["arn:{partition}:cloudformation:{region}:{account}:stack/a-tool/*"],
          },
        ],
      },
    };
    const policy = policyOf(await platformWith(own), "developer");
    const update = (stack: string) =>
      deniedBy(
        policy,
        ask("cloudformation:UpdateStack", `cloudformation:eu-west-1:{account}:stack/${stack}/1`),
      );
    expect(update("a-tool")).toEqual([]);
    expect(update("a0-x")).toEqual(["NoOwnDeployments"]);
  });
});
