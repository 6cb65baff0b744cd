import { buildEscalationGraph } from "../../escalation/escalation-graph";
import { type Gain, Gains } from "../../escalation/gains";
import type { Check } from "../check";
import { findGrant } from "../scene/granted";
import type { Inquiry } from "../scene/inquiry";
import type { Scene } from "../scene/scene";

/**
 * What can be reached over any number of steps. A persona gains what its grants imply: who edits a pipeline has its
 * roles. A pipeline's roles gain one another.
 */
export const escalation: Check = {
  id: "escalation",
  claim: "No path of assumed, passed or rewritten roles leads anybody beyond what was granted",
  run: (scene, inquiry) => {
    const graph = buildEscalationGraph(scene, (question) => inquiry.ask(question));
    const gains = new Gains(graph);
    for (const persona of scene.platform.personas) {
      const edited = new Set(
        scene.platform.pipelines
          .map(({ name }) => name)
          .filter((pipeline) => findGrant(scene.platform, persona, "edit", { pipeline })),
      );
      const id = `persona:${persona.name}`;
      const implied = (to: string): boolean => belongsTo(to, edited, scene);
      for (const gain of gains.find([id], implied)) report(persona.name, gain, scene, inquiry);
    }
    for (const { name } of scene.world.pipelines) {
      const own = new Set([name]);
      const roles = [...scene.machines.values()].filter(({ pipelines }) => pipelines.has(name));
      const starts = roles.map(({ arn }) => arn);
      for (const gain of gains.find(starts, (to) => belongsTo(to, own, scene)))
        report(`pipeline ${name}`, gain, scene, inquiry);
    }
  },
};

function belongsTo(id: string, pipelines: ReadonlySet<string>, { machines }: Scene): boolean {
  const machine = machines.get(id);
  return machine !== undefined && [...machine.pipelines].every((name) => pipelines.has(name));
}

function report(who: string, { to, path, beyond }: Gain, _scene: Scene, inquiry: Inquiry): void {
  const certain = path.every((edge) => edge.certain);
  const more = beyond > 0 ? `, and from there ${beyond} more` : "";
  const open = path.flatMap(({ when }) => when ?? []);
  const hangs = certain ? "" : `, which hangs on: ${open.join("; ")}`;
  const steps = path.map(({ from, by, evidence, ...edge }) => ({
    from,
    by,
    to: edge.to,
    evidence,
  }));
  inquiry.report({
    kind: certain ? "violated" : "undecided",
    message: `${who} ${certain ? "comes" : "may come"} to ${to} in ${count(path.length)}${more}${hangs}`,
    who,
    resource: to,
    evidence: path.flatMap(({ evidence }) => [...evidence]),
    steps,
    fix: "take one of the steps away: narrow the statement that allows it, or deny it",
  });
}

function count(steps: number): string {
  return steps === 1 ? "one step" : `${steps} steps`;
}
