import type { Setting } from "../../../../lib/config/problems/catalogue-entry";
import { computeMatrix } from "../../../../lib/access/matrix/compute-matrix";
import { findIntentGaps } from "../../../../lib/access/matrix/find-intent-gaps";
import { loadActionCatalogue } from "../../../../lib/access/prove/scene/action-catalogue";
import { cellTexts, generatedWorld } from "../../../support/generated-world";
import { goldenWith } from "../../../support/platform-file";
import { synthPlatform } from "../../../support/synth-platform";

const golden = async (...settings: readonly Setting[]) =>
  generatedWorld(await synthPlatform(goldenWith(...settings)));

test("what a policy named in the config allows is told by its name, and is nothing too much", async () => {
  const world = await golden({
    path: ["personas", "auditor", "managedPolicies"],
    value: ["AWSCodePipeline_ReadOnlyAccess", "job-function/ViewOnlyAccess"],
  });
  const { findings, explained } = findIntentGaps({
    ...world,
    catalogue: await loadActionCatalogue(),
  });
  expect(findings).toEqual([]);
  expect(explained.every(({ who }) => who === "auditor")).toBe(true);
});

test("what no file has the text of is conditional, but what guards an approval is denied", async () => {
  const world = await golden({
    path: ["personas", "developer", "customerManagedPolicies"],
    value: ["from-elsewhere"],
  });
  const matrix = computeMatrix(world);
  const own = cellTexts(matrix).filter((cell) => cell.startsWith("developer "));
  expect(own).toContain("developer start web conditional");
  expect(own.some((cell) => / (approve|edit|override|gate-open) /.test(cell))).toBe(false);
  const { findings, explained } = findIntentGaps({
    ...world,
    catalogue: await loadActionCatalogue(),
    matrix,
  });
  expect(findings).toEqual([]);
  expect(explained).toMatchObject([{ who: "developer", policies: ["from-elsewhere"] }]);
});

describe("capabilities of a team's own", () => {
  const capability = (name: string, on: string, actions: string[], resources: string[]) => ({
    path: ["capabilities", name],
    value: { description: "Own.", on, permissions: [{ actions, resources }] },
  });
  const REPORTS = "arn:{partition}:codebuild:{region}:{account}:report-group/{prefix}-{pipeline}-*";

  test("are held where they are granted, and explain what they allow", async () => {
    const world = await golden(
      capability("reports", "pipelines", ["codebuild:BatchGetReports"], [REPORTS]),
      capability("groups", "pipelines", ["codebuild:ListReportGroups"], ["*"]),
      capability(
        "alarms",
        "accounts",
        ["cloudwatch:DescribeAlarms"],
        ["arn:{partition}:cloudwatch:{region}:{account}:alarm:*"],
      ),
      {
        path: ["personas", "developer", "grants"],
        value: [
          { capabilities: ["view", "reports", "groups"], pipelines: { names: ["web"] } },
          { capabilities: ["alarms"], accounts: { names: ["dev"] } },
        ],
      },
    );
    const matrix = computeMatrix(world);
    expect(cellTexts(matrix).filter((cell) => cell.startsWith("developer "))).toEqual([
      "developer alarms dev",
      // AWS narrows neither to a pipeline, so that who holds it for one holds it for all.
      "developer groups api not meant",
      "developer groups queues not meant",
      "developer groups web",
      "developer reports web",
      "developer view web",
    ]);
    const catalogue = await loadActionCatalogue();
    expect(findIntentGaps({ ...world, catalogue, matrix }).findings).toEqual([]);
  });
});
