import type { CompiledPolicy } from "../../../evaluate/policy/compile-policy";
import { alterRole } from "../../../world/likeness";
import type { World, WorldRole } from "../../../world/world";
import type { Check } from "../../check";
import type { Inquiry } from "../../scene/inquiry";
import type { MachineRole } from "../../scene/machine-roles";
import type { Scene } from "../../scene/scene";
import { configuredRights } from "../boundaries/configured-rights";
import { type Duty, expectedRights } from "./expected-rights";
import { findExcess } from "./find-excess";
import { findGifts } from "./find-gifts";
import { findBorrowed, findMissing } from "./find-missing";
import { OwnSide } from "../../scene/own-side";
import { withoutForeignBoundary } from "../../scene/without-foreign-boundary";
import { Rights } from "./rights";
import { Surroundings } from "./surroundings";

/** Least privilege of the roles that pipelines run as, by what the config says of each pipeline. */
export const machineRights: Check = {
  id: "machine-roles",
  claim:
    "A pipeline's roles are allowed what its description needs and nothing else, even without their boundary",
  run: (scene, inquiry) => {
    const surroundings = new Surroundings(scene);
    const workers = scene.world.roles
      .filter(({ arn, persona }) => persona === undefined && !scene.provisioners.has(arn))
      .map((role) => workerOf(role, scene.machines.get(role.arn), surroundings, inquiry));
    const known = knownArns(scene.world);
    const isFirst = scene.kinds.firsts();
    for (const { role, rights } of workers) {
      findMissing(role, rights, scene, inquiry);
      if (!isFirst(role, rights.all)) continue;
      // By its own policies alone: the boundary is a second lock, and not what makes up for an open first one.
      findExcess(new OwnSide(withoutBoundary(role)), rights, scene, known, inquiry);
    }
    for (const [worker, other] of neighbours(workers))
      findBorrowed(worker.role, worker.rights, other.rights, scene, inquiry);
    const isFirstBoundary = scene.kinds.firsts();
    for (const { role, rights } of underOneBoundary(workers, scene))
      if (isFirstBoundary(role, rights.all))
        findExcess(new OwnSide(role), rights, scene, known, inquiry);
    judgeSharedBoundary(workers, scene, inquiry);
    const byArn = new Map(workers.map((worker) => [worker.role.arn, worker.rights]));
    findGifts(({ arn }) => byArn.get(arn), scene, inquiry);
  },
};

interface Worker {
  readonly role: WorldRole;
  readonly duty: Duty | undefined;
  readonly rights: Rights;
}

function workerOf(
  made: WorldRole,
  machine: MachineRole | undefined,
  surroundings: Surroundings,
  inquiry: Inquiry,
): Worker {
  const role = withoutForeignBoundary(made, surroundings.scene, inquiry);
  if (machine === undefined) return { role, duty: undefined, rights: new Rights([]) };
  const { duties, rights } = expectedRights(machine, made, surroundings);
  const [duty, ...others] = duties;
  if (others.length > 0)
    inquiry.report({
      kind: "violated",
      message: `${role.name} serves several purposes (${[...duties].sort().join(", ")}), so that each has the rights of all`,
      who: role.arn,
      evidence: [],
      fix: "give each purpose a role of its own",
    });
  return { role, duty, rights: new Rights(rights) };
}

/**
 * In target accounts a boundary is made for one pipeline, so it lets through what that pipeline's roles need and what the
 * config lets workloads have; asked as if it were a policy.
 */
function underOneBoundary(
  workers: readonly Worker[],
  scene: Scene,
): Pick<Worker, "role" | "rights">[] {
  const byBoundary = new Map<CompiledPolicy, Worker[]>();
  for (const worker of workers) {
    const { boundary } = worker.role.policies;
    if (boundary === undefined || worker.role.accountId === scene.platform.tooling.accountId)
      continue;
    byBoundary.set(boundary, [...(byBoundary.get(boundary) ?? []), worker]);
  }
  return [...byBoundary].flatMap(([boundary, bounded]) => {
    const [first] = bounded;
    if (first === undefined) return [];
    const configured = configuredRights(first.role, scene);
    const rights = new Rights([...bounded.flatMap((one) => one.rights.all), ...configured.all]);
    const role = alterRole(first.role, "its boundary alone", () => ({ identity: [boundary] }));
    return [{ role, rights }];
  });
}

/** The tooling account's boundary serves all pipelines: no action that none of their roles needs comes through it. */
function judgeSharedBoundary(workers: readonly Worker[], scene: Scene, inquiry: Inquiry): void {
  const own = workers.filter(({ role }) => role.accountId === scene.platform.tooling.accountId);
  const needed = new Set([
    // An approval may be added without applying the boundary's stack before it.
    "sns:publish",
    ...[
      ...own.flatMap(({ rights }) => rights.all),
      // The same for every role of the account.
      ...own.slice(0, 1).flatMap(({ role }) => configuredRights(role, scene).all),
    ].flatMap(({ actions }) => actions.map((action) => action.toLowerCase())),
  ]);
  for (const boundary of new Set(own.flatMap(({ role }) => role.policies.boundary ?? []))) {
    for (const { evidence, actions } of boundary.statements) {
      if (evidence.effect === "Deny") continue;
      inquiry.count(1);
      const beyond = scene.catalogue
        .actionsOf(actions)
        .filter((action) => !needed.has(action.toLowerCase()));
      if (beyond.length === 0) continue;
      inquiry.report({
        kind: "violated",
        message: `the boundary ${boundary.source.name} lets ${beyond.slice(0, 3).join(", ")} through (${beyond.length} actions that no pipeline needs)`,
        who: boundary.source.name,
        evidence: [evidence],
        fix: "restore the boundary that Gatehouse generates",
      });
    }
  }
}

function withoutBoundary(role: WorldRole): WorldRole {
  return alterRole(role, "without boundary", ({ identity }) => ({ identity }));
}

/** Each role with the next one that does the same work for another pipeline or account. */
function neighbours(workers: readonly Worker[]): readonly (readonly [Worker, Worker])[] {
  const byWork = new Map<string, Worker[]>();
  for (const worker of workers) {
    const [work = ""] = worker.duty?.split(" ") ?? [];
    const alike = byWork.get(work);
    if (alike === undefined) byWork.set(work, [worker]);
    else alike.push(worker);
  }
  return [...byWork.values()].flatMap((alike) =>
    alike.length < 2
      ? []
      : alike.map(
          (worker, index) => [worker, alike[(index + 1) % alike.length] ?? worker] as const,
        ),
  );
}

function knownArns({ roles, resources, projects, pipelines }: World): readonly string[] {
  return [
    ...roles.map(({ arn }) => arn),
    ...resources.flatMap(({ arn, type }) => (type === "s3_bucket" ? [arn, `${arn}/any`] : [arn])),
    ...projects.map(({ arn }) => arn),
    ...pipelines.map(({ arn }) => arn),
  ];
}
