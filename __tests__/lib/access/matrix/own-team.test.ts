import { computeMatrix } from "../../../../lib/access/matrix/compute-matrix";
import { findIntentGaps } from "../../../../lib/access/matrix/find-intent-gaps";
import {
  type ActionCatalogue,
  loadActionCatalogue,
} from "../../../../lib/access/prove/scene/action-catalogue";
import { SHIPPED_TEXT } from "../../../support/platform-file";
import { cellTexts, generatedWorld, withPolicy } from "../../../support/generated-world";
import { type SynthesizedPlatform, synthPlatform } from "../../../support/synth-platform";

/** The shipped platform with one developer for all teams. */
const TEXT = SHIPPED_TEXT.replace("pipelines: { teams: [shop] }", "pipelines: own-team").replace(
  "identity:\n  mode: identity-center",
  "identity:\n  mode: identity-center\n  attributes:\n    team: ${path:enterprise.department}",
);

const SHOP = ["checkout-api", "design-system", "storefront"];

let synthesized: SynthesizedPlatform;
let catalogue: ActionCatalogue;
beforeAll(async () => {
  synthesized = await synthPlatform(TEXT);
  catalogue = await loadActionCatalogue();
});

test("there is a subject for each team, and one for people of none", () => {
  const { subjects } = computeMatrix(generatedWorld(synthesized));
  expect(
    subjects.filter(({ persona }) => persona === "developer").map(({ id, team }) => [id, team]),
  ).toEqual([
    ["developer@-", undefined],
    ["developer@data", "data"],
    ["developer@shop", "shop"],
  ]);
});

test("each has its own team's pipelines and nobody else's, and who is in no team has none", () => {
  const cells = cellTexts(computeMatrix(generatedWorld(synthesized)));
  const onPipelines = (id: string) =>
    cells.filter((cell) => cell.startsWith(`${id} `) && !cell.includes(" inspect "));
  const held = (id: string, pipelines: readonly string[]) =>
    // A log stream has no tags, so that part of logs can't be granted by team.
    pipelines.flatMap((name) => [
      `${id} logs ${name} partial`,
      `${id} start ${name}`,
      `${id} view ${name}`,
    ]);
  const withoutRetry = (texts: readonly string[]) =>
    texts.filter((cell) => !cell.includes(" retry ")).sort();
  expect(withoutRetry(onPipelines("developer@shop"))).toEqual(held("developer@shop", SHOP).sort());
  expect(withoutRetry(onPipelines("developer@data"))).toEqual(
    held("developer@data", ["data-lake"]).sort(),
  );
  expect(onPipelines("developer@-")).toEqual([]);
});

test("nothing is missing or too much by that", () => {
  expect(findIntentGaps({ ...generatedWorld(synthesized), catalogue }).findings).toEqual([]);
});

test("a start that forgets to compare the teams is too much, for people of every team and of none", () => {
  const { platform, world, ask } = withPolicy(synthesized, "developer", (statements) =>
    statements
      .filter(({ Sid = "" }) => !/^OtherTeams/.test(Sid))
      .map(({ Condition, ...rest }) =>
        JSON.stringify(rest.Action ?? "").includes("StartPipelineExecution")
          ? rest
          : { ...rest, ...(Condition === undefined ? {} : { Condition }) },
      ),
  );
  const { findings } = findIntentGaps({ platform, world, ask, catalogue });
  const who = findings.filter(({ message }) => message.includes("can start")).map((one) => one.who);
  expect([...new Set(who)].sort()).toEqual(["developer@-", "developer@data", "developer@shop"]);
});
