import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { PIPELINE_CAPABILITIES } from "../../../../lib/config/schema/capabilities";
import type { Platform } from "../../../../lib/model/platform";
import { WHOLE_PIPELINE, stagesHeld } from "../../../../lib/model/reach";
import { mergeAlike } from "../../../../lib/report/matrix/merge-alike";
import {
  type MatrixEntry,
  type PersonaMatrix,
  personaMatrix,
} from "../../../../lib/report/matrix/persona-matrix";
import { renderPersonaMatrix } from "../../../../lib/report/matrix/render-persona-matrix";
import { SHIPPED_TEXT, goldenWith, validPlatform } from "../../../support/platform-file";
import { ROOT } from "../../../support/synth-platform";
import { RICH_TEXT } from "../rich-platform";

const rich = validPlatform(RICH_TEXT);
const shipped = validPlatform(SHIPPED_TEXT);

/** What a persona may do in a place, own-team in brackets. */
function cell(matrix: PersonaMatrix, persona: string, group: string, place: string): string {
  const index = matrix.personas.findIndex(({ name }) => name === persona);
  const found = matrix.groups
    .find(({ name }) => name === group)
    ?.places.find(({ name }) => name === place);
  return (found?.cells[index] ?? []).map(inShort).join(" ");
}

function inShort({ capability, ownTeam, closesOnly }: MatrixEntry): string {
  const name = closesOnly ? `${capability}!` : capability;
  return ownTeam ? `(${name})` : name;
}

test.each([
  ["developer", "api", "api", "view start retry logs"],
  ["developer", "api", "prod", "retry"],
  ["developer", "queues", "queues", ""],
  ["developer", "dev", "dev", "inspect"],
  ["release-manager", "api", "api", "view"],
  ["release-manager", "api", "dev", ""],
  ["release-manager", "api", "prod", "rollback approve"],
  ["gatekeeper", "api", "api", ""],
  ["gatekeeper", "api", "dev", ""],
  ["gatekeeper", "api", "staging", "approve"],
  ["gatekeeper", "api", "prod", "approve gate!"],
  ["gatekeeper", "web", "prod", "gate"],
  ["teammate", "api", "api", "(view) (start) (retry) logs read-reports"],
  ["teammate", "web", "web", "(view) (start) (retry)"],
  ["teammate", "staging", "staging", "inspect read-metrics"],
  ["overseer", "tooling", "tooling", "audit"],
  ["overseer", "prod", "prod", "inspect audit"],
])("the %s's cell of %s/%s is: %s", async (persona, group, place, expected) => {
  expect(cell(personaMatrix(await rich), persona, group, place)).toBe(expected);
});

test("what is held by name is held, though it is also granted on the own team's pipelines", async () => {
  const grant = { capabilities: ["start"], pipelines: { names: ["api"] } };
  const platform = await validPlatform(
    goldenWith({
      path: ["personas", "auditor", "grants"],
      value: [grant, { capabilities: ["start"], pipelines: "own-team" }],
    }),
  );
  const matrix = personaMatrix(platform);
  expect(cell(matrix, "auditor", "api", "api")).toBe("start");
  expect(cell(matrix, "auditor", "web", "web")).toBe("(start)");
});

test.each([
  ["the shipped platform", shipped],
  ["one with everything in it", rich],
])(
  "on %s, the matrix says what the checks go by, everywhere and of everyone",
  async (_name, loaded) => {
    const platform = await loaded;
    const matrix = personaMatrix(platform);
    for (const pipeline of platform.pipelines) {
      const [whole, ...stages] =
        matrix.groups.find(({ name }) => name === pipeline.name)?.places ?? [];
      platform.personas.forEach((persona, index) => {
        const held = (place: string) =>
          PIPELINE_CAPABILITIES.filter((capability) =>
            stagesHeld(persona, capability, pipeline.name).has(place as "all"),
          );
        const shown = (place = whole) =>
          PIPELINE_CAPABILITIES.filter((name) =>
            place?.cells[index]?.some(({ capability }) => capability === name),
          );
        // An approval is one stage's, however it was granted.
        expect(shown()).toEqual(held("all").filter((name) => name !== "approve"));
        pipeline.stages.forEach((stage, at) => {
          expect(shown(stages[at])).toEqual(
            held(stage.name).filter(
              (name) => !WHOLE_PIPELINE.has(name) && (name !== "approve" || stage.approval),
            ),
          );
        });
      });
    }
  },
);

describe("as Markdown", () => {
  test("there is a row for each pipeline, each stage and each account, and a column for each persona", async () => {
    const platform = await shipped;
    const lines = renderPersonaMatrix(personaMatrix(platform)).split("\n");
    const rows = lines.filter((line) => line.startsWith("|"));
    for (const { name, stages } of platform.pipelines) {
      expect(rows.filter((row) => row.startsWith(`| **${name}** `))).toHaveLength(1);
      for (const stage of stages) {
        const label = `| ${name} / ${stage.name}${stage.protected ? "\\*" : ""} `;
        expect(rows.filter((row) => row.startsWith(label))).toHaveLength(1);
      }
    }
    for (const { name, environment } of platform.accounts)
      expect(rows.filter((row) => row.startsWith(`| ${environment} / ${name}`))).toHaveLength(1);
    const header = platform.personas.map(({ name, enabled }) => (enabled ? name : `${name} (off)`));
    expect(
      rows[0]
        ?.split("|")
        .slice(2, -1)
        .map((text) => text.trim()),
    ).toEqual(header);
  });

  test("own-team and a gate that only closes are said in words", async () => {
    const text = renderPersonaMatrix(personaMatrix(await rich));
    expect(text).toContain("| logs, read-reports; own team: view, start, retry |");
    expect(text).toContain("| approve, gate (closes only) |");
  });

  test("below it stands who holds each persona, and what its cells don't show", async () => {
    const lines = renderPersonaMatrix(personaMatrix(await rich)).split("\n");
    expect(lines).toContain(
      "- **teammate**: group `R&D (Lab)`; also AWS-managed `ReadOnlyAccess`; also customer-managed `our-own`; own capability read-metrics = `cloudwatch:DescribeAnomalyDetectors`; own capability read-reports = `codebuild:BatchGetReports`",
    );
    expect(lines).toContain("- **auditor**: group `Auditors`");
    const nobodys = await validPlatform(
      goldenWith(
        { path: ["groups", 3] },
        { path: ["personas", "auditor", "enabled"], value: false },
      ),
    );
    expect(renderPersonaMatrix(personaMatrix(nobodys))).toContain("- **auditor**: no group\n");
  });

  test("Prettier leaves it as it is, so that it can stand in a document", async () => {
    for (const platform of [await shipped, await rich]) {
      expect(isPretty(renderPersonaMatrix(personaMatrix(platform)))).toBe(true);
    }
  });
});

describe("of a large platform", () => {
  /** Thirteen pipelines more, of which one is approved in dev too. */
  async function large(): Promise<Platform> {
    const pipeline = (stages: unknown) => ({
      team: "data",
      source: { connection: "github", repository: "acme/more", branch: "main" },
      deploy: { kind: "terraform", executionProfile: "queues" },
      stages,
    });
    const dev = { name: "dev", accounts: { names: ["dev"] } };
    return validPlatform(
      goldenWith(
        ...Array.from({ length: 13 }, (_, index) => ({
          path: ["pipelines", `more-${String(index).padStart(2, "0")}`],
          value: pipeline(index === 5 ? [{ ...dev, approval: {} }] : [dev]),
        })),
        {
          path: ["personas", "release-manager", "grants", 2],
          value: { capabilities: ["approve"], pipelines: { names: ["more-05"] } },
        },
      ),
    );
  }

  test("pipelines that are alike are one group, with all their names, and none is lost", async () => {
    const platform = await large();
    const groups = mergeAlike(personaMatrix(platform)).filter(({ kind }) => kind === "pipeline");
    expect(groups.flatMap(({ names }) => names).sort()).toEqual(
      platform.pipelines.map(({ name }) => name),
    );
    const alike = groups.find(({ names }) => names.includes("more-00"));
    expect(alike?.names).toHaveLength(12);
    expect(alike?.names).not.toContain("more-05");
  });

  test("each place of a group has what each of its pipelines has there", async () => {
    const matrix = personaMatrix(await large());
    const byName = new Map(matrix.groups.map((group) => [group.name, group]));
    for (const { kind, names, places } of mergeAlike(matrix)) {
      if (kind !== "pipeline") continue;
      for (const name of names)
        expect(byName.get(name)?.places.map(({ cells }) => cells)).toEqual(
          places.map(({ cells }) => cells),
        );
    }
  });

  test("Markdown names the first of a group and how many there are, and below who the others are", async () => {
    const text = renderPersonaMatrix(personaMatrix(await large()));
    expect(text).toContain("| **more-00 and 11 more** ");
    expect(text).toContain("| more-00 and 11 more / dev ");
    const rest = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12].map(
      (each) => `more-${String(each).padStart(2, "0")}`,
    );
    expect(text).toContain(`\n- **more-00 and 11 more**: more-00, ${rest.join(", ")}\n`);
    expect(isPretty(text)).toBe(true);
  });
});

/** Whether Prettier leaves Markdown as it is. */
function isPretty(text: string): boolean {
  const prettier = join(ROOT, "node_modules", "prettier", "bin", "prettier.cjs");
  return (
    execFileSync(process.execPath, [prettier, "--stdin-filepath", "a.md"], {
      input: text,
      cwd: ROOT,
      encoding: "utf8",
    }) === text
  );
}
