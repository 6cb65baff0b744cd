import { findNearMiss } from "../../config/near-miss";
import type { ConfigPath } from "../../config/config-path";
import type { Finding } from "../../config/problem";
import { ALL_PARTITIONS, type Partition } from "../partitions";
import type { Platform } from "../platform";
import { selectAccounts } from "../select";
import { type Check, droppedAt, droppedFrom } from "./check";

/** Regions must exist in the platform's partition, and a stage's among the regions of the accounts it deploys to. */
export const checkRegions: Check = (input) => {
  const { config, platform } = input;
  // Without the partition nothing is known about regions.
  if (droppedFrom(input, "organization")) return [];
  const findings: Finding[] = [];
  const expect = (region: string, path: ConfigPath): void => {
    if (droppedAt(input, path)) return;
    if (!platform.partition.regions.includes(region))
      findings.push(unknownRegion(region, path, platform.partition));
  };
  expect(config.tooling.homeRegion, ["tooling", "homeRegion"]);
  if (config.identity.mode === "identity-center")
    expect(config.identity.region, ["identity", "region"]);
  if (config.backend.type === "s3") expect(config.backend.region, ["backend", "region"]);
  for (const [name, connection] of Object.entries(config.connections)) {
    if ("arn" in connection)
      findings.push(...connectionElsewhere(connection.arn, ["connections", name, "arn"], platform));
  }
  for (const [name, account] of Object.entries(config.accounts)) {
    account.regions.forEach((region, index) => {
      const path = ["accounts", name, "regions", index];
      expect(region, path);
      if (account.regions.indexOf(region) !== index) findings.push(twice(region, path));
    });
  }
  for (const [name, pipeline] of Object.entries(config.pipelines)) {
    pipeline.stages.forEach((stage, stageIndex) => {
      const selected =
        stage.accounts === undefined ? [] : selectAccounts(stage.accounts, platform.accounts);
      stage.regions?.forEach((region, index) => {
        const path = ["pipelines", name, "stages", stageIndex, "regions", index];
        expect(region, path);
        if (stage.regions?.indexOf(region) !== index) findings.push(twice(region, path));
        const outside = selected.find((account) => !account.regions.includes(region));
        if (outside === undefined || !platform.partition.regions.includes(region)) return;
        findings.push({
          code: "region-not-in-account",
          path,
          message: `account "${outside.name}" has no region "${region}"`,
          fix: `use one of its regions (${outside.regions.join(", ")}), or add the region to accounts.${outside.name}.regions`,
        });
      });
    });
  }
  return findings;
};

function unknownRegion(region: string, path: ConfigPath, partition: Partition): Finding {
  const home = ALL_PARTITIONS.find((other) => other.regions.includes(region));
  const nearest = findNearMiss(region, partition.regions);
  return {
    code: "unknown-region",
    path,
    message:
      home === undefined
        ? `there is no region "${region}" in partition ${partition.name}`
        : `region "${region}" is in partition ${home.name}, and this platform is in ${partition.name}`,
    fix:
      nearest === undefined
        ? `use a region of ${partition.name}, such as ${partition.regions.at(0) ?? ""}`
        : `did you mean "${nearest}"?`,
  };
}

function connectionElsewhere(arn: string, path: ConfigPath, { partition }: Platform): Finding[] {
  const [, name = "", , region = ""] = arn.split(":");
  if (name !== partition.name) {
    return [
      {
        code: "invalid-connection-arn",
        path,
        message: `this connection is in partition ${name}, and this platform is in ${partition.name}`,
        fix: "give the ARN of a connection in this partition",
      },
    ];
  }
  return partition.regions.includes(region) ? [] : [unknownRegion(region, path, partition)];
}

function twice(region: string, path: ConfigPath): Finding {
  return {
    code: "duplicate-name",
    path,
    message: `region "${region}" is listed twice`,
    fix: "remove one of the two",
  };
}
