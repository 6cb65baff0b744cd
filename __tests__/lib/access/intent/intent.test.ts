import { Intent } from "../../../../lib/access/intent/intent";
import type { Place } from "../../../../lib/access/matrix/place";
import type { Platform } from "../../../../lib/model/platform";
import { GOLDEN_TEXT, goldenWith, validPlatform } from "../../../support/platform-file";
import { type GrantInput, withSettings } from "../../../support/persona-policies";

const whole = (pipeline: string): Place => ({ kind: "pipeline", pipeline });
const stage = (pipeline: string, name: string): Place => ({ kind: "stage", pipeline, stage: name });
const approval = (pipeline: string, name: string): Place => ({
  kind: "approval",
  pipeline,
  stage: name,
  action: "approve",
});
const CUSTOM = { persona: "custom" };

const meant = async (...grants: readonly GrantInput[]) =>
  new Intent(await withSettings([], ...grants));

test("a grant on a whole pipeline means its source and build too, one on stages those alone", async () => {
  const intent = await meant(
    { capabilities: ["retry"], pipelines: { names: ["web"] } },
    { capabilities: ["rollback"], pipelines: { names: ["web"] }, stages: { names: ["prod"] } },
  );
  for (const name of ["source", "build", "dev", "prod"])
    expect(intent.isMeant(CUSTOM, "retry", stage("web", name))).toBe(true);
  expect(intent.isMeant(CUSTOM, "retry", stage("api", "dev"))).toBe(false);
  expect(intent.isMeant(CUSTOM, "rollback", stage("web", "prod"))).toBe(true);
  expect(intent.isMeant(CUSTOM, "rollback", stage("web", "dev"))).toBe(false);
});

test("approving is meant only where there is an approval", async () => {
  const intent = await meant({ capabilities: ["approve"], pipelines: { names: ["web"] } });
  expect(intent.isMeant(CUSTOM, "approve", approval("web", "prod"))).toBe(true);
  expect(intent.isMeant(CUSTOM, "approve", approval("web", "dev"))).toBe(false);
});

test("who approves in a pipeline closes its gates and opens none; elsewhere both", async () => {
  const intent = await meant(
    { capabilities: ["gate"], pipelines: { names: ["web", "api"] } },
    { capabilities: ["approve"], pipelines: { names: ["web"] }, stages: { names: ["prod"] } },
  );
  expect(intent.isMeant(CUSTOM, "gate", stage("web", "dev"))).toBe(true);
  expect(intent.isMeant(CUSTOM, "gate-open", stage("web", "dev"))).toBe(false);
  expect(intent.isMeant(CUSTOM, "gate-open", stage("api", "dev"))).toBe(true);
});

test("own-team is meant for people of the pipeline's team, and nobody of no team", async () => {
  const intent = await meant({ capabilities: ["start"], pipelines: "own-team" });
  const start = (team?: string) =>
    intent.isMeant({ ...CUSTOM, ...(team && { team }) }, "start", whole("queues"));
  expect([start("data"), start("shop"), start()]).toEqual([true, false, false]);
  expect(intent.isMeantSomewhere(CUSTOM, "start")).toBe(true);
  expect(intent.isMeantSomewhere(CUSTOM, "stop")).toBe(false);
});

describe("who is off", () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await validPlatform(
      goldenWith(
        { path: ["personas", "developer", "enabled"], value: false },
        { path: ["groups", 0], value: undefined },
      ),
    );
  });

  test("is meant to have nothing, and neither is who isn't described", () => {
    const intent = new Intent(platform);
    expect(intent.isMeant({ persona: "developer" }, "view", whole("web"))).toBe(false);
    expect(intent.isMeant({ persona: "nobody" }, "view", whole("web"))).toBe(false);
    expect(intent.isMeant({ persona: "auditor" }, "view", whole("web"))).toBe(true);
  });
});

test("an inherited grant is told by where it is written", async () => {
  const platform = await validPlatform(GOLDEN_TEXT);
  const grants = new Intent(platform).grants(
    { persona: "platform-engineer" },
    "view",
    whole("web"),
  );
  expect(grants).toEqual([{ path: ["personas", "auditor", "grants", 0], ownTeam: false }]);
});

test("a repository that two pipelines run from is one source", async () => {
  const intent = new Intent(
    await withSettings(
      [{ path: ["pipelines", "api", "source", "repository"], value: "acme/web" }],
      { capabilities: ["source"], pipelines: { names: ["web"] } },
    ),
  );
  expect(intent.isMeant(CUSTOM, "source", whole("api"))).toBe(true);
  expect(intent.isMeant(CUSTOM, "source", whole("queues"))).toBe(false);
});
