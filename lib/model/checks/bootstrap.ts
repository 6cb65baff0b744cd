import type { Finding } from "../../config/problem";
import type { Check, CheckInput } from "./check";

const PATH = ["provisioner", "bootstrap"];

/** Whether the roles that Terraform runs as can be told exactly who may take them. */
export const checkBootstrap: Check = ({ config }) => [
  ...nobody(config),
  ...withoutProject(config),
  ...twoRoles(config),
  ...stateBucket(config),
];

type Config = CheckInput["config"];

function nobody({ backend, provisioner: { bootstrap } }: Config): Finding[] {
  if (bootstrap === undefined || backend.type === "cloud") return [];
  const { github, trustedPrincipals } = bootstrap;
  const lacking = [
    ...((trustedPrincipals?.plan ?? []).length > 0 ||
    github?.planOnPullRequests === true ||
    github?.planEnvironment !== undefined
      ? []
      : ["plan"]),
    ...((trustedPrincipals?.apply ?? []).length > 0 || github !== undefined ? [] : ["apply"]),
  ];
  if (lacking.length === 0) return [];
  return [
    {
      code: "bootstrap-trusts-nobody",
      path: PATH,
      atKey: true,
      message: `nobody could ${lacking.join(" or ")}: the backend is no HCP Terraform, and nothing else is named`,
      fix: "add github, with an environment for each, or the roles that run Terraform to trustedPrincipals",
    },
  ];
}

function withoutProject({ backend, provisioner: { bootstrap } }: Config): Finding[] {
  if (bootstrap === undefined || backend.type !== "cloud" || backend.project !== undefined)
    return [];
  return [
    {
      code: "bootstrap-without-project",
      path: ["backend"],
      atKey: true,
      message: "the roles trust workspaces of one project, and none is named",
      fix: "add backend.project: the name of the project that holds the workspaces",
    },
  ];
}

function twoRoles({ provisioner: { assumeRole, bootstrap } }: Config): Finding[] {
  if (bootstrap === undefined || assumeRole === undefined) return [];
  return [
    {
      code: "bootstrap-and-assume-role",
      path: ["provisioner", "assumeRole"],
      atKey: true,
      got: assumeRole,
      message: "with bootstrap, Terraform runs as the plan and apply roles of each stack",
      fix: "remove it; the role that applies the bootstrap stacks themselves is bootstrap.accessRole",
    },
  ];
}

function stateBucket({ backend, provisioner: { bootstrap } }: Config): Finding[] {
  if (backend.type !== "s3" || !backend.createBucket) return [];
  const at = { code: "state-bucket", path: ["backend", "createBucket"], atKey: true } as const;
  return [
    ...(bootstrap === undefined
      ? [
          {
            ...at,
            message: "a bootstrap stack makes the bucket, and there is none",
            fix: "add provisioner.bootstrap, or make the bucket yourself and remove this",
          },
        ]
      : []),
    ...(backend.kmsKeyArn === undefined
      ? []
      : [
          {
            ...at,
            message: "the bucket gets a key of its own, and kmsKeyArn names another",
            fix: "remove kmsKeyArn, or make the bucket yourself and remove this",
          },
        ]),
  ];
}
