import type { Finding } from "../../config/problem";
import { ACCOUNT_CAPABILITIES, PIPELINE_CAPABILITIES } from "../../config/schema/capabilities";
import { lookUpAction } from "../iam-reference";
import { findCapabilityFor } from "../pipeline-capabilities";
import { type Check, type CheckInput } from "./check";

/** Capabilities of the team's own have names of their own, and do nothing that Gatehouse's keep track of. */
export const checkCapabilities: Check = async (input) => [
  ...takenNames(input),
  ...pipelineInAccounts(input),
  ...(await repeated(input)),
];

function takenNames({ config }: CheckInput): Finding[] {
  const own: readonly string[] = [...PIPELINE_CAPABILITIES, ...ACCOUNT_CAPABILITIES];
  return Object.keys(config.capabilities)
    .filter((name) => own.includes(name))
    .map((name) => ({
      code: "duplicate-name",
      path: ["capabilities", name],
      atKey: true,
      got: name,
      message: `"${name}" is a capability of Gatehouse's own`,
      fix: "give yours another name",
    }));
}

function pipelineInAccounts({ config }: CheckInput): Finding[] {
  return Object.entries(config.capabilities).flatMap(([name, { on, permissions }]) =>
    on === "pipelines"
      ? []
      : permissions.flatMap(({ resources }, index) =>
          resources.flatMap((resource, at): Finding[] =>
            resource.includes("{pipeline}")
              ? [
                  {
                    code: "unknown-placeholder",
                    path: ["capabilities", name, "permissions", index, "resources", at],
                    message: '"{pipeline}" stands for nothing in a capability on accounts',
                    fix: "name the resources without it, or write on: pipelines",
                  },
                ]
              : [],
          ),
        ),
  );
}

/** Separation of duties knows what start or approve is by the capability's name, so these actions have one way in. */
async function repeated({ config }: CheckInput): Promise<Finding[]> {
  const actions = Object.entries(config.capabilities).flatMap(([name, { permissions }]) =>
    permissions.flatMap((permission, index) =>
      permission.actions.map((action, at) => ({
        action,
        path: ["capabilities", name, "permissions", index, "actions", at],
      })),
    ),
  );
  const looked = await Promise.all(
    actions.map(async ({ action, path }) => ({ path, found: await lookUpAction(action) })),
  );
  return looked.flatMap(({ path, found }): Finding[] => {
    if (found.kind !== "known") return [];
    const capability = findCapabilityFor(found.name);
    const changesPipelines = found.name.startsWith("codepipeline:") && !found.readOnly;
    if (capability === undefined && !changesPipelines) return [];
    if (capability === "view") return [];
    return [
      {
        code: "capability-repeats",
        path,
        message:
          capability === undefined
            ? `"${found.name}" changes pipelines, which come from Terraform alone`
            : `"${found.name}" is what the capability "${capability}" allows`,
        fix:
          capability === undefined
            ? "remove it"
            : `remove it, and grant ${capability}, so that separation of duties counts it`,
      },
    ];
  });
}
