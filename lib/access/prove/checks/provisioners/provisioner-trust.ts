import type { Platform } from "../../../../model/platform";
import type { Check } from "../../check";
import type { Context } from "../../scene/contexts";
import type { Inquiry } from "../../scene/inquiry";
import type { Provisioner } from "../../scene/provisioners";
import type { Scene } from "../../scene/scene";
import { SERVICES, stranger } from "../../scene/strangers";

/** Who runs as Terraform's roles. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html */
export const provisionerTrust: Check = {
  id: "provisioner-trust",
  claim: "Terraform's roles are taken by exactly the runs, jobs and roles that the config names",
  run: (scene, inquiry) => {
    noteMissing(scene, inquiry);
    for (const provisioner of scene.provisioners.values()) {
      for (const issuer of issuersOf(scene.platform))
        askTokens(issuer, provisioner, scene, inquiry);
      askRoles(provisioner, scene, inquiry);
      judgePatterns(provisioner, inquiry);
    }
  },
};

const FIX = "restore the trust policy that Gatehouse generates";

/** Roles that merely look the part are judged as a pipeline's, so what is left is to say so. */
function noteMissing({ platform, provisioners, world }: Scene, inquiry: Inquiry): void {
  inquiry.count(world.roles.length);
  if (platform.bootstrap === undefined) return;
  const phases = new Set([...provisioners.values()].map(({ phase }) => phase));
  const lacking =
    phases.size === 0
      ? "bootstrap roles, and no stack makes one"
      : platform.backend.type === "s3" && !phases.has("promote")
        ? "a role that writes the journal of promotions, and no stack makes it"
        : undefined;
  if (lacking === undefined) return;
  inquiry.report({
    kind: "violated",
    message: `the config has ${lacking}`,
    who: platform.prefix,
    evidence: [],
    fix: "read the bootstrap stacks, too, as Gatehouse generates them",
  });
}

/** A kind of token, and the subjects that it has. */
interface Issuer {
  readonly host: string;
  readonly audience: string;
  readonly right: (provisioner: Provisioner) => readonly string[];
  /** Of the same issuer, and of somebody else. */
  readonly wrong: (provisioner: Provisioner) => readonly string[];
}

function issuersOf({ backend, bootstrap }: Platform): Issuer[] {
  const issuers: Issuer[] = [];
  if (backend.type === "cloud") {
    const { organization, project = "", workspacePrefix } = backend;
    const run = (who: string, where: string, stack: string, phase: string): string =>
      `organization:${who}:project:${where}:workspace:${workspacePrefix}${stack}:run_phase:${phase}`;
    issuers.push({
      host: backend.hostname,
      audience: "aws.workload.identity",
      right: ({ stack, phase }) => [run(organization, project, stack, phase)],
      wrong: ({ stack, phase }) => [
        run(organization, project, stack, phase === "plan" ? "apply" : "plan"),
        run(organization, project, `${stack}-zz`, phase),
        run(organization, project, "zz-stray", phase),
        run(organization, `${project}-zz`, stack, phase),
        run(`${organization}-zz`, project, stack, phase),
      ],
    });
  }
  const github = bootstrap?.github;
  if (github !== undefined) {
    const job = (context: string): string => `repo:${github.repository}:${context}`;
    const apply = [job(`environment:${github.applyEnvironment}`)];
    const reviewed =
      github.planEnvironment === undefined ? [] : [job(`environment:${github.planEnvironment}`)];
    const plan = [...(github.planOnPullRequests ? [job("pull_request")] : []), ...reviewed];
    // A pull request could write down that a wave has run a revision of its own.
    const right = { plan, apply, promote: [...reviewed, ...apply] };
    const strays = ["ref:refs/heads/main", "ref:refs/tags/zz", "environment:zz-stray"].map(job);
    issuers.push({
      host: "token.actions.githubusercontent.com",
      audience: "sts.amazonaws.com",
      right: ({ phase }) => right[phase],
      wrong: ({ phase }) =>
        [
          ...strays,
          job("pull_request"),
          ...plan,
          ...apply,
          `repo:zz-stray/platform:environment:${github.applyEnvironment}`,
          `repo:${github.repository}-zz:environment:${github.applyEnvironment}`,
        ].filter((subject) => !right[phase].includes(subject)),
    });
  }
  return issuers;
}

function askTokens(
  { host, audience, right, wrong }: Issuer,
  provisioner: Provisioner,
  { platform, strays }: Scene,
  inquiry: Inquiry,
): void {
  const { arn, accountId } = provisioner.role;
  const provider = (account: string, issuer = host): string =>
    `arn:${platform.partition.name}:iam::${account}:oidc-provider/${issuer}`;
  const question = (subject: string | null, aud: string | null, from = provider(accountId)) => ({
    asker: stranger({ federated: from }),
    action: "sts:AssumeRoleWithWebIdentity",
    resource: arn,
    context: {
      "aws:SecureTransport": "true",
      [`${host}:aud`]: aud,
      [`${host}:sub`]: subject,
    } satisfies Context,
  });
  const claimed = (who: string) => ({ who, what: `take ${arn}`, fix: FIX });
  for (const subject of right(provisioner)) {
    inquiry.must(question(subject, audience), claimed(subject));
    for (const aud of ["zz-stray", null])
      inquiry.mustNot(question(subject, aud), claimed(`${subject} for another audience`));
    for (const from of [provider(strays.member), provider(accountId, `${host}.zz-stray.example`)])
      inquiry.mustNot(question(subject, audience, from), claimed(`${subject} of ${from}`));
  }
  for (const subject of [...wrong(provisioner), null])
    inquiry.mustNot(question(subject, audience), claimed(subject ?? `${host} without a subject`));
}

function askRoles({ role, phase }: Provisioner, scene: Scene, inquiry: Inquiry): void {
  const { platform, strays, inOrg, world } = scene;
  const { plan = [], apply = [] } = platform.bootstrap?.trustedPrincipals ?? {};
  const named: readonly string[] = { plan, apply, promote: [...plan, ...apply] }[phase];
  const claimed = (who: string) => ({ who, what: `take ${role.arn}`, fix: FIX });
  const ask = (principal: string, context: Context) => ({
    asker: stranger(principal),
    action: "sts:AssumeRole",
    resource: role.arn,
    context,
  });
  for (const arn of named) {
    inquiry.must(ask(arn, inOrg), claimed(arn));
    const foreign = { ...inOrg, "aws:PrincipalOrgID": strays.foreignOrganization };
    inquiry.mustNot(ask(arn, foreign), claimed(`${arn} of another organisation`));
    inquiry.mustNot(ask(`${arn}-zz`, inOrg), claimed(`${arn}-zz`));
  }
  const iam = (account: string, rest: string): string =>
    `arn:${platform.partition.name}:iam::${account}:${rest}`;
  const own = world.roles.filter(({ accountId }) => accountId === role.accountId);
  const others = [
    ...own.map(({ arn }) => arn),
    ...[role.accountId, platform.tooling.accountId, strays.member].flatMap((account) => [
      iam(account, "role/zz-stray"),
      iam(account, "user/zz-stray"),
      iam(account, "root"),
    ]),
  ].filter((arn) => !named.includes(arn));
  for (const arn of new Set(others)) inquiry.mustNot(ask(arn, inOrg), claimed(arn));
  for (const service of SERVICES)
    inquiry.mustNot(
      {
        asker: stranger({ service }),
        action: "sts:AssumeRole",
        resource: role.arn,
        context: { ...inOrg, "aws:PrincipalOrgID": null, "aws:PrincipalArn": null },
      },
      claimed(service),
    );
}

/** Whatever the near misses above are, no pattern stands where an exact subject belongs. */
function judgePatterns({ role }: Provisioner, inquiry: Inquiry): void {
  for (const { evidence, conditions } of role.trust.statements) {
    inquiry.count(1);
    const pattern = conditions.flatMap(({ texts }) => texts).find((text) => /[*?$]/.test(text));
    if (evidence.effect === "Deny" || pattern === undefined) continue;
    inquiry.report({
      kind: "violated",
      message: `the trust policy of ${role.name} has the pattern ${pattern} where an exact name belongs`,
      who: role.arn,
      evidence: [evidence],
      fix: FIX,
    });
  }
}
