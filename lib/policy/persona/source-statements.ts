import { Names } from "../../model/names";
import type { Pipeline, Platform } from "../../model/platform";
import { connectionPrefixes } from "../connection-prefixes";
import type { Statement } from "../statement";
import type { Held } from "./held";

/**
 * Reading and pushing the pipelines' repositories through their connections. One statement for each connection, since a
 * repository is only one of that connection's.
 * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/security_iam_id-based-policy-examples-connections.html
 */
export function sourceStatements(platform: Platform, held: Held, sid: string): Statement[] {
  return byConnection(held.pipelines).flatMap((pipelines) =>
    forConnection(platform, pipelines, (prefix, connectionArn) => ({
      sid,
      actions: [`${prefix}:UseConnection`],
      resources: [connectionArn],
      conditions: {
        StringEquals: {
          [`${prefix}:FullRepositoryId`]: repositories(pipelines),
        },
      },
      reasons: held.reasons,
    })),
  );
}

/** A statement for each prefix that the connection's ARN may have; the id of one that Gatehouse creates isn't known. */
export function forConnection(
  platform: Platform,
  pipelines: readonly Pipeline[],
  write: (prefix: string, connectionArn: string) => Statement,
): Statement[] {
  const [first] = pipelines;
  if (first === undefined) return [];
  const { connection } = first.source;
  const { homeRegion, accountId } = platform.tooling;
  const names = new Names(platform);
  const existing = connection.kind === "existing" ? connection.arn : undefined;
  return connectionPrefixes(existing).map((prefix) =>
    write(prefix, existing ?? names.arn(prefix, homeRegion, accountId, "connection/*")),
  );
}

/** Created connections count as one: their ARNs are not known, so neither is which of them is meant. */
export function byConnection(pipelines: readonly Pipeline[]): Pipeline[][] {
  const groups = new Map<string, Pipeline[]>();
  for (const pipeline of pipelines) {
    const { connection } = pipeline.source;
    const key = connection.kind === "existing" ? connection.arn : "created";
    groups.set(key, [...(groups.get(key) ?? []), pipeline]);
  }
  return [...groups.values()];
}

/** As the provider names them, each once. */
export function repositories(pipelines: readonly Pipeline[]): string[] {
  return [...new Set(pipelines.map(({ source }) => source.repository))].sort();
}
