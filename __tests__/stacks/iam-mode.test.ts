import { asList, conditionValues, policiesIn, resourcesOf } from "../support/policies";
import { plannedChanges } from "../support/resource-addresses";
import {
  type SynthesizedPlatform,
  WITHOUT_IDENTITY_CENTER,
  synthFile,
} from "../support/synth-platform";
import { PROD, TOOLING, exampleWith } from "../support/without-identity-center";

let example: SynthesizedPlatform;
beforeAll(async () => {
  example = await synthFile(WITHOUT_IDENTITY_CENTER);
});

/** The personas' roles in a stack, by name. */
function rolesIn(synthesized: SynthesizedPlatform, name: string) {
  return resourcesOf(synthesized.stack(name), "aws_iam_role")
    .filter(({ tags }) => "gatehouse:persona" in (tags as object))
    .sort((a, b) => (String(a["name"]) < String(b["name"]) ? -1 : 1));
}

function allowedTo(persona: string, stackName: string): readonly string[] {
  return policiesIn(stackName, example.stack(stackName))
    .filter(({ address }) => address.includes(`role-${persona}_policies`))
    .flatMap(({ statements }) => statements)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => asList(Action));
}

describe("a persona is a role", () => {
  test("in each account that it reaches, and in no other; one that is off is none", () => {
    const names = (stack: string) => rolesIn(example, stack).map(({ name }) => name);
    expect(names("tooling")).toEqual(["ferry-developer", "ferry-harbour-master", "ferry-watch"]);
    expect(names("target-booking-staging")).toEqual(["ferry-developer"]);
    expect(names("target-booking-prod")).toEqual(["ferry-watch"]);
    expect(names("pipeline-booking")).toEqual([]);
  });

  test("with its path, sessions, boundary and tag", () => {
    const [, role] = rolesIn(example, "tooling");
    expect(role).toMatchObject({
      name: "ferry-harbour-master",
      path: "/people/",
      description: "Decides what goes to production, and takes it back.",
      max_session_duration: 7_200,
      tags: { "gatehouse:persona": "harbour-master" },
    });
    const [, id = ""] =
      /^\$\{aws_iam_policy\.(\w+)\.arn\}$/.exec(String(role?.["permissions_boundary"])) ?? [];
    expect(example.stack("tooling").resource["aws_iam_policy"]?.[id]?.["name"]).toBe(
      "ferry-people-boundary",
    );
  });

  test("that may do what it holds in that account, and nothing of the others", () => {
    const inTooling = allowedTo("watch", "tooling");
    expect(inTooling).toContain("codepipeline:GetPipelineState");
    expect(
      inTooling.filter((action) => /^(ecs|lambda|cloudwatch|cloudformation):/.test(action)),
    ).toEqual([]);
    const inProd = allowedTo("watch", "target-booking-prod");
    expect(inProd).toEqual(
      expect.arrayContaining(["ecs:UpdateService", "cloudwatch:DescribeAlarms"]),
    );
    expect(inProd.filter((action) => /^(codepipeline|codebuild):/.test(action))).toEqual([]);
    expect(allowedTo("developer", "target-booking-staging")).not.toContain("ecs:UpdateService");
  });

  test("under the organization's own boundary where it has one", async () => {
    const bounded = await exampleWith(({ identity }) => {
      identity["permissionsBoundaryPolicy"] = "org-people";
    });
    expect(rolesIn(bounded, "target-booking-prod")[0]).toMatchObject({
      permissions_boundary: `arn:aws:iam::${PROD}:policy/org-people`,
    });
  });

  test("that carries managed policies only once its own denies are there", async () => {
    const managed = await exampleWith(({ personas }) => {
      Object.assign(personas["watch"] ?? {}, {
        managedPolicies: ["job-function/ViewOnlyAccess"],
        customerManagedPolicies: ["own-watch"],
      });
    });
    const stack = managed.stack("target-booking-prod");
    const attached = resourcesOf(stack, "aws_iam_role_policy_attachment");
    expect(attached.map(({ policy_arn: arn }) => arn).sort()).toEqual([
      `arn:aws:iam::${PROD}:policy/own-watch`,
      "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
    ]);
    const [inline] = Object.keys(stack.resource["aws_iam_role_policy"] ?? {}).filter((id) =>
      id.startsWith("people_role-watch"),
    );
    for (const { depends_on: after } of attached)
      expect(after).toContain(`aws_iam_role_policy.${inline ?? ""}`);
  });

  test("whose use in an emergency is told by its name", () => {
    for (const stack of ["tooling", "target-booking-prod"]) {
      const [rule] = resourcesOf(example.stack(stack), "aws_cloudwatch_event_rule");
      expect(JSON.parse(String(rule?.["event_pattern"]))).toMatchObject({
        detail: {
          $or: [
            {
              userIdentity: {
                sessionContext: { sessionIssuer: { userName: ["ferry-break-glass"] } },
              },
            },
            { requestParameters: { roleArn: [{ suffix: "/ferry-break-glass" }] } },
          ],
        },
      });
    }
  });

  test("that the artifact key knows by its exact ARN where it reads artifacts", async () => {
    const reading = await exampleWith(({ personas }) => {
      personas["developer"]?.grants.push({ capabilities: ["artifacts"], pipelines: "all" });
    });
    const readers = policiesIn("tooling", reading.stack("tooling"))
      .filter(({ address }) => address.startsWith("aws_kms_key.artifact-key"))
      .flatMap(({ statements }) => statements)
      .filter(({ Sid }) => Sid === "ArtifactsOfReaders")
      .flatMap((statement) => conditionValues(statement, "aws:PrincipalArn"));
    expect(readers).toEqual([`arn:aws:iam::${TOOLING}:role/people/ferry-developer`]);
  });
});

describe("a persona's role can't get at what it comes from", () => {
  test("neither roles below the people's path, nor the users' account", () => {
    const denied = policiesIn("tooling", example.stack("tooling"))
      .filter(({ address }) => address.includes("role-developer_policies"))
      .flatMap(({ statements }) => statements)
      .find(({ Sid }) => Sid === "NoOtherRights");
    expect(denied?.Effect).toBe("Deny");
    expect(denied?.Resource).toEqual(
      expect.arrayContaining(["arn:aws:iam::*:role/people/*", "arn:aws:iam::555555555555:*"]),
    );
    expect(
      asList(denied?.NotAction).filter(
        (action) => !/^iam:(Generate|Get|List|Simulate)\*$/.test(action),
      ),
    ).toEqual([]);
  });
});

describe("a plan", () => {
  test("removes exactly the roles of a persona that is gone, and its group's right to take them", async () => {
    const without = await exampleWith((config) => {
      delete config.personas["watch"];
      config.groups = config.groups.filter(({ name }) => name !== "watch");
    });
    const { added, removed, changed: altered } = plannedChanges(example, without);
    expect(added).toEqual([]);
    expect(altered).toEqual([]);
    expect(removed.map((address) => address.replace(/_[0-9A-F]{8}$/, "")).sort()).toEqual([
      "iam-groups: aws_iam_group.group-watch_group",
      "iam-groups: aws_iam_group_membership.group-watch_members",
      "iam-groups: aws_iam_group_policy.group-watch_policy",
      "target-booking-prod: aws_iam_role.people_role-watch_role",
      "target-booking-prod: aws_iam_role_policy.people_role-watch_policies_inline",
      "tooling: aws_iam_role.people_role-watch_role",
      "tooling: aws_iam_role_policy.people_role-watch_policies_inline",
    ]);
  });

  test("changes nothing when personas, groups and members are in another order", async () => {
    const reordered = await exampleWith((config) => {
      config.personas = Object.fromEntries(Object.entries(config.personas).reverse());
      config.groups.reverse();
      for (const group of config.groups) group.members?.reverse();
    });
    expect(plannedChanges(example, reordered)).toEqual({ added: [], removed: [], changed: [] });
  });

  test("changes only the membership when somebody joins", async () => {
    const joined = await exampleWith(({ groups }) => {
      groups[0]?.members?.push("gun");
    });
    const { added, removed, changed: altered } = plannedChanges(example, joined);
    expect([added, removed]).toEqual([[], []]);
    expect(altered).toEqual([expect.stringContaining("aws_iam_group_membership.group-developers")]);
  });
});
