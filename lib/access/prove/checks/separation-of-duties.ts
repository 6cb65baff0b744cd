import type { DutyRule } from "../../../model/people";
import type { Pipeline } from "../../../model/platform";
import { type AccessMatrix, type Subject } from "../../matrix/access-matrix";
import { computeMatrix } from "../../matrix/compute-matrix";
import type { Check } from "../check";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/** Who approves a change must not be able to bring it about, or to lead it round the approval. */
const APPROVER: Pick<DutyRule, "name" | "holder" | "mustNotHold" | "pipelines"> = {
  name: "approver-brings-nothing-about",
  holder: ["approve"],
  mustNotHold: ["start", "edit", "override", "gate", "source"],
  pipelines: "all",
};

/** By effect, not by what is written: what the policies of a person's personas together let it do. */
export const separationOfDuties: Check = {
  id: "separation-of-duties",
  claim: "Nobody unites duties that the rules keep apart, by persona, by group or by membership",
  run: (scene, inquiry) => {
    const { platform, world } = scene;
    const matrix = computeMatrix({ platform, world, ask: inquiry.source });
    inquiry.count(matrix.decisions);
    const held = heldBy(matrix);
    for (const { who, personas } of partiesOf(scene)) {
      const subjects = matrix.subjects.filter(({ persona }) => personas.has(persona));
      for (const rule of [APPROVER, ...platform.duties]) {
        for (const pipeline of platform.pipelines)
          judge(who, subjects, rule, pipeline, held, scene, inquiry);
      }
    }
  },
};

interface Party {
  readonly who: string;
  readonly personas: ReadonlySet<string>;
}

/** Each persona, each group, and each person in several groups. */
function partiesOf({ platform }: Scene): Party[] {
  const { personas, groups } = platform;
  const members = new Map<string, Set<string>>();
  for (const { members: named = [], personas: held } of groups) {
    for (const member of named)
      members.set(member, new Set([...(members.get(member) ?? []), ...held]));
  }
  return [
    ...personas.map(({ name }) => ({ who: `persona ${name}`, personas: new Set([name]) })),
    ...groups.map(({ name, personas: held }) => ({
      who: `group ${name}`,
      personas: new Set<string>(held),
    })),
    ...[...members].sort().map(([name, held]) => ({ who: name, personas: held })),
  ];
}

/** Keys are a subject's id, a capability and a pipeline, or an account for what holds in accounts. */
type Held = ReadonlyMap<string, readonly { readonly stage?: string; readonly open: boolean }[]>;

function heldBy({ cells }: AccessMatrix): Held {
  const held = new Map<string, { stage?: string; open: boolean }[]>();
  for (const { subject, capability, place, effect } of cells) {
    if (effect.kind !== "allowed" && effect.kind !== "conditional") continue;
    const where = place.kind === "account" ? place.accountId : place.pipeline;
    const stage = "stage" in place ? { stage: place.stage } : {};
    const key = keyOf(subject, capability, where);
    held.set(key, [...(held.get(key) ?? []), { ...stage, open: effect.kind === "conditional" }]);
  }
  return held;
}

function keyOf(subject: string, capability: string, where: string): string {
  return [subject, capability, where].join("\n");
}

type Rule = Pick<DutyRule, "name" | "holder" | "mustNotHold" | "pipelines">;

function judge(
  who: string,
  subjects: readonly Subject[],
  rule: Rule,
  pipeline: Pipeline,
  held: Held,
  scene: Scene,
  inquiry: Inquiry,
): void {
  if (rule.pipelines !== "all" && !pipeline.stages.some((stage) => stage.protected)) return;
  const duties = subjects.flatMap(({ id }) =>
    rule.holder.flatMap((duty) =>
      placesOf(duty, pipeline, scene).flatMap((where) =>
        (held.get(keyOf(id, effectOf(duty), where)) ?? [])
          .filter(({ stage }) => rule !== APPROVER || needsTwo(pipeline, stage))
          .map(({ open }) => ({ id, duty, open })),
      ),
    ),
  );
  const [duty] = duties;
  if (duty === undefined) return;
  for (const excluded of rule.mustNotHold) {
    const found = subjects.flatMap(({ id }) =>
      placesOf(excluded, pipeline, scene).flatMap((where) =>
        (held.get(keyOf(id, effectOf(excluded), where)) ?? []).map(({ open }) => ({ id, open })),
      ),
    );
    const [other] = found;
    if (other === undefined) continue;
    const certain = !duty.open && found.some(({ open }) => !open);
    const by = duty.id === other.id ? "" : ` (as ${duty.id} and as ${other.id})`;
    inquiry.report({
      kind: certain ? "violated" : "undecided",
      message: `${who} can ${duty.duty} and ${excluded} in pipeline ${pipeline.name}${by}, which rule ${rule.name} keeps apart`,
      who,
      evidence: [],
      config: [
        "personas",
        scene.platform.personas.find(({ name }) => name === other.id)?.name ?? other.id,
      ],
      fix: `take ${excluded} or ${duty.duty} away, or give them to different people`,
    });
  }
}

/** Opening is what leads round an approval; closing a gate does not. */
function effectOf(capability: string): string {
  return capability === "gate" ? "gate-open" : capability;
}

/** A stage whose approval asks for a second pair of eyes, as long as the config doesn't lift that by name. */
function needsTwo({ stages }: Pipeline, name: string | undefined): boolean {
  const stage = stages.find((one) => one.name === name);
  return stage === undefined || stage.protected || stage.approval?.allowStarterToApprove !== true;
}

/** Where a capability about a pipeline is held: the pipeline, those of its repository, or its accounts. */
function placesOf(capability: string, pipeline: Pipeline, { platform }: Scene): string[] {
  if (["inspect", "operate", "audit"].includes(capability))
    return pipeline.targets.map(({ account }) => account.id);
  if (capability !== "source") return [pipeline.name];
  const repository = pipeline.source.repository.toLowerCase();
  return platform.pipelines
    .filter(({ source }) => source.repository.toLowerCase() === repository)
    .map(({ name }) => name);
}
