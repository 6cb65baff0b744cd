import { blocksIn } from "../terraform/json-value";
import type { WorldProject } from "../world";
import { originOf, type PlacedBlock, type Reading } from "./reading";

export function collectProjects(reading: Reading): readonly WorldProject[] {
  return reading.placed("aws_codebuild_project").flatMap((block): WorldProject[] => {
    const name = reading.need(block, "name", "the project is left out of every verdict");
    const arn = reading.resolver.find(block, "arn");
    const roleArn = reading.need(block, "service_role", "the project is left out of every verdict");
    const { region, accountId } = block;
    if (name === undefined || arn === undefined || roleArn === undefined || region === undefined)
      return [];
    const logGroupArn = logGroupOf(reading, block, name);
    return [
      {
        name,
        arn,
        accountId,
        region,
        roleArn,
        ...(logGroupArn === undefined ? {} : { logGroupArn }),
        environment: environmentOf(reading, block),
        tags: reading.tags(block).tags,
        origin: originOf(block),
      },
    ];
  });
}

/** By default a project logs to `/aws/codebuild/PROJECT`: https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html */
function logGroupOf(reading: Reading, block: PlacedBlock, project: string): string | undefined {
  const [logs] = blocksIn(blocksIn(block.values.logs_config)[0]?.cloudwatch_logs);
  if (logs?.status === "DISABLED") return undefined;
  const group =
    logs?.group_name === undefined || logs.group_name === null || logs.group_name === ""
      ? `/aws/codebuild/${project}`
      : reading.resolver.text(block, logs.group_name);
  const name = typeof group === "string" ? group : group.kind === "known" ? group.text : undefined;
  if (name === undefined) {
    reading.report(block, "its log group is unknown before apply");
    return undefined;
  }
  return `arn:${reading.partition(block)}:logs:${block.region ?? ""}:${block.accountId}:log-group:${name}`;
}

function environmentOf(reading: Reading, block: PlacedBlock): Readonly<Record<string, string>> {
  const variables = blocksIn(blocksIn(block.values.environment)[0]?.environment_variable);
  return Object.fromEntries(
    variables.flatMap(({ name, value }) => {
      const key = reading.resolver.text(block, name);
      const text = reading.resolver.text(block, value);
      return key.kind === "known" ? [[key.text, text.kind === "known" ? text.text : "?"]] : [];
    }),
  );
}
