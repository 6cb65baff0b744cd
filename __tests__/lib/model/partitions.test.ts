import { ALL_PARTITIONS, getPartition, shortRegion } from "../../../lib/model/partitions";
import { goldenWith, problemsOf, validPlatform } from "../../support/platform-file";

const REGIONS = ALL_PARTITIONS.flatMap(({ regions }) => regions);

test("no two regions share a short form, and a region is in one partition", () => {
  expect(new Set(REGIONS).size).toBe(REGIONS.length);
  expect(new Set(REGIONS.map(shortRegion)).size).toBe(REGIONS.length);
});

test("short forms are short, and fit into names of buckets", () => {
  for (const region of REGIONS) expect(shortRegion(region)).toMatch(/^[a-z0-9]{4,7}$/);
});

test.each([
  ["eu-west-1", "euw1"],
  ["ap-southeast-2", "apse2"],
  ["us-gov-west-1", "usgovw1"],
  ["cn-northwest-1", "cnnw1"],
])("%s is %s", (region, short) => {
  expect(shortRegion(region)).toBe(short);
});

test.each([
  ["aws-us-gov", "us-gov-west-1", "us-gov-east-1"],
  ["aws-cn", "cn-north-1", "cn-northwest-1"],
] as const)(
  "a platform may live in %s, and then its regions are those of it",
  async (name, home, second) => {
    const place = [
      { path: ["organization", "partition"], value: name },
      { path: ["tooling", "homeRegion"], value: home },
      { path: ["identity", "region"], value: home },
      { path: ["accounts", "dev", "regions"], value: [home] },
      { path: ["accounts", "staging", "regions"], value: [home] },
      { path: ["accounts", "prod", "regions"], value: [home, second] },
      { path: ["pipelines", "queues", "stages", 1, "regions"], value: [second] },
    ];
    const platform = await validPlatform(goldenWith(...place));
    expect(platform.partition).toEqual(getPartition(name));
    const [problem] = await problemsOf(
      "unknown-region",
      goldenWith(...place, { path: ["identity", "region"], value: "eu-west-1" }),
    );
    expect(problem).toMatchObject({
      path: "identity.region",
      message: `region "eu-west-1" is in partition aws, and this platform is in ${name}`,
    });
  },
);

test("a pipeline needs an artifact store at home and where it deploys; Terraform runs at home", async () => {
  const { pipelines, tooling } = await validPlatform(goldenWith());
  expect(Object.fromEntries(pipelines.map(({ name, regions }) => [name, regions]))).toEqual({
    api: ["eu-central-1", "eu-west-1"],
    queues: ["eu-west-1"],
    web: ["eu-central-1", "eu-west-1"],
  });
  expect(tooling.regions).toEqual(["eu-central-1", "eu-west-1"]);
});
