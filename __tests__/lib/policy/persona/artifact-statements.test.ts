import { Names } from "../../../../lib/model/names";
import type { Platform } from "../../../../lib/model/platform";
import { artifactStatements } from "../../../../lib/policy/persona/artifact-statements";
import { HOLDS_NOTHING } from "../../../../lib/policy/persona/held";
import { bucketNames } from "../../../../lib/policy/persona/pipeline-universe";
import { decide } from "../../../support/decide";
import { asIam } from "../../../support/persona-policies";
import {
  GOLDEN_TEXT,
  goldenWith,
  SHIPPED_TEXT,
  validPlatform,
} from "../../../support/platform-file";

/** What a persona may read by patterns that holds `artifacts` on some pipelines. */
function reads(platform: Platform, pipelines: Platform["pipelines"]): (bucket: string) => string {
  const held = { ...HOLDS_NOTHING, pipelines };
  const policy = asIam(artifactStatements(platform, held, "Artifacts", "patterns"));
  return (bucket) =>
    decide(policy, { action: "s3:GetObject", resource: `arn:aws:s3:::${bucket}/some/key` });
}

const STATE = "gatehouse-state-222222222222-euw1";
const PLATFORMS = {
  shipped: () => validPlatform(SHIPPED_TEXT),
  golden: () => validPlatform(GOLDEN_TEXT),
  "with state in S3": () =>
    validPlatform(
      goldenWith({ path: ["backend"], value: { type: "s3", bucket: STATE, region: "eu-west-1" } }),
    ),
};

describe.each(Object.entries(PLATFORMS))("artifacts by patterns, %s", (_name, load) => {
  it("of all pipelines are their buckets' and nobody else's", async () => {
    const platform = await load();
    const names = new Names(platform);
    const may = reads(platform, platform.pipelines);
    const own = platform.pipelines.flatMap((pipeline) => bucketNames(pipeline, names));
    expect(own.map(may)).toEqual(own.map(() => "allowed"));
    const others = [
      ...platform.tooling.regions.map((region) => names.accessLogBucket(region)),
      STATE,
      "payroll",
      `${platform.prefix}-payroll`,
      ...own.map((bucket) => bucket.replace(/\d{12}/, "999999999999")),
      ...own.map((bucket) => `x${bucket}`),
    ];
    expect(others.filter((bucket) => may(bucket) === "allowed")).toEqual([]);
  });

  it("of some are not the others'", async () => {
    const platform = await load();
    const names = new Names(platform);
    for (const pipeline of platform.pipelines) {
      const rest = platform.pipelines.filter((other) => other !== pipeline);
      const may = reads(platform, rest);
      const kept = bucketNames(pipeline, names);
      expect(kept.filter((bucket) => may(bucket) === "allowed")).toEqual([]);
      const held = rest.flatMap((other) => bucketNames(other, names));
      expect(held.filter((bucket) => may(bucket) !== "allowed")).toEqual([]);
    }
  });
});
