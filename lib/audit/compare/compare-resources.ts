import type { World, WorldPipeline, WorldResource } from "../../access/world/world";
import { describeChange, policyText } from "./compare-policies";
import { type LiveFinding, REAPPLY } from "./live-finding";

/** Types that accounts are asked for. */
const READ = ["kms_key", "s3_bucket", "sns_topic"];

/** Keys, buckets and topics, with their policies. */
export function compareResources(expected: World, live: World): LiveFinding[] {
  const found = new Map(live.resources.map((each) => [nameOfResource(each), each]));
  return expected.resources
    .filter(({ type }) => READ.includes(type))
    .flatMap((resource): LiveFinding[] => {
      const thing = nameOfResource(resource);
      const is = found.get(thing);
      if (is === undefined) return [missing(thing)];
      return [...comparePolicy(thing, resource, is), ...comparePublicAccess(thing, resource, is)];
    });
}

export function missing(thing: string): LiveFinding {
  return { kind: "missing", thing, message: "it is not there", fix: "apply its stack" };
}

/** A key's id is invented when it is made; its alias is ours. */
function nameOfResource({ type, arn, accountId, region, aliases }: WorldResource): string {
  return type === "kms_key" ? `key ${aliases.join()} in ${accountId}, ${region ?? "?"}` : arn;
}

function comparePolicy(thing: string, meant: WorldResource, is: WorldResource): LiveFinding[] {
  const [before, after] = [policyText(meant.policy), policyText(is.policy)];
  if (meant.policy !== undefined && before === undefined) return [];
  if (before === after) return [];
  const message =
    after === undefined
      ? "it has no policy"
      : before === undefined
        ? "it has a policy, which the config doesn't give it"
        : `its policy was changed: ${describeChange(before, after)}`;
  return [{ kind: "resource-policy-changed", thing, message, fix: REAPPLY }];
}

function comparePublicAccess(
  thing: string,
  meant: WorldResource,
  is: WorldResource,
): LiveFinding[] {
  if (meant.blocksPublic !== true || is.blocksPublic === true) return [];
  const message = "public access is no longer blocked in every way";
  return [{ kind: "public-access", thing, message, fix: REAPPLY }];
}

/** Pipelines, stage by stage, and what builds run as. */
export function comparePipelines(expected: World, live: World): LiveFinding[] {
  const pipelines = new Map(live.pipelines.map((each) => [each.arn, each]));
  const projects = new Map(live.projects.map((each) => [each.arn, each]));
  return [
    ...expected.pipelines.flatMap((meant): LiveFinding[] => {
      const is = pipelines.get(meant.arn);
      return is === undefined ? [missing(meant.arn)] : comparePipeline(meant, is);
    }),
    ...expected.projects.flatMap(({ arn, roleArn }): LiveFinding[] => {
      const is = projects.get(arn);
      if (is === undefined) return [missing(arn)];
      if (is.roleArn === roleArn) return [];
      const message = `it runs as ${is.roleArn} instead of ${roleArn}`;
      return [{ kind: "project-changed", thing: arn, message, fix: REAPPLY }];
    }),
  ];
}

function comparePipeline(meant: WorldPipeline, is: WorldPipeline): LiveFinding[] {
  const changes = [
    ...(meant.roleArn === is.roleArn ? [] : [`it runs as ${is.roleArn}`]),
    ...(storesOf(meant) === storesOf(is) ? [] : ["its artifacts are kept elsewhere"]),
    ...stageChanges(meant, is),
  ];
  return changes.map((message) => ({
    kind: "pipeline-changed",
    thing: meant.arn,
    message,
    fix: REAPPLY,
  }));
}

function storesOf({ stores }: WorldPipeline): string {
  return JSON.stringify(stores.map(({ region, bucket }) => `${region} ${bucket}`).sort());
}

function stageChanges(meant: WorldPipeline, is: WorldPipeline): string[] {
  const order = ({ stages }: WorldPipeline) => stages.map(({ name }) => name).join(", ");
  if (order(meant) !== order(is)) return [`its stages are ${order(is)} instead of ${order(meant)}`];
  return meant.stages.flatMap(({ name: stage, actions }, index) => {
    const now = is.stages[index]?.actions ?? [];
    const gone = actions.filter(({ name }) => !now.some((each) => each.name === name));
    const added = now.filter(({ name }) => !actions.some((each) => each.name === name));
    const changed = actions.filter((action) => {
      const other = now.find(({ name }) => name === action.name);
      return other !== undefined && whatRuns(action) !== whatRuns(other);
    });
    return [
      ...gone.map(({ name }) => `stage ${stage} lacks action ${name}`),
      ...added.map(({ name }) => `stage ${stage} has action ${name}, which the config doesn't say`),
      ...changed.map(({ name }) => `action ${name} of stage ${stage} was changed`),
    ];
  });
}

/** Configuration values are compared where they are known before they are applied. */
function whatRuns(action: WorldPipeline["stages"][number]["actions"][number]): string {
  const { category, provider, roleArn, runOrder, region } = action;
  return JSON.stringify({ category, provider, roleArn, runOrder, region });
}
