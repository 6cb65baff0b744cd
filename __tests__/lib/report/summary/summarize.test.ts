import { renderSummary } from "../../../../lib/report/summary/render-summary";
import { type Summary, summarize } from "../../../../lib/report/summary/summarize";
import { SHIPPED_TEXT, validPlatform } from "../../../support/platform-file";
import { RICH_TEXT } from "../rich-platform";

async function summaryOf(text: string): Promise<Summary> {
  const platform = await validPlatform(text);
  const stacks = [{ name: "tooling", accountId: platform.tooling.accountId }];
  return summarize({ platform, stacks, outsideAws: [], removed: [], outdir: "out", warnings: [] });
}

test("the summary tells of own-team, audit, and capabilities of a team's own", async () => {
  const { personas } = await summaryOf(RICH_TEXT);
  const grantsOf = (persona: string) => personas.find(({ name }) => name === persona)?.grants;
  expect(grantsOf("teammate")).toEqual([
    "view, start, retry on the own team's pipelines",
    "logs, read-reports on api",
    "inspect, read-metrics in 2 accounts: dev, staging",
  ]);
  expect(grantsOf("overseer")).toEqual([
    "audit in all accounts, tooling",
    "inspect in all accounts",
    "view on all pipelines",
  ]);
  expect(grantsOf("gatekeeper")?.[0]).toBe(
    "gate (closes only where it approves) on prod of all pipelines",
  );
});

test("a persona of the shipped platform takes three lines of the summary at most", async () => {
  const summary = await summaryOf(SHIPPED_TEXT);
  const lines = renderSummary(summary, { seconds: 1 }).split("\n");
  const shown = lines.slice(lines.indexOf("Personas") + 1);
  expect(shown.indexOf("")).toBeLessThanOrEqual(summary.personas.length * 3);
  for (const line of lines.slice(0, -1)) expect(line.length).toBeLessThanOrEqual(100);
});
