import { createHash } from "node:crypto";
import type { ReportData } from "../../../../lib/report/html/data/report-data";
import { renderReport } from "../../../../lib/report/html/render-report";
import { sampleReport } from "./sample-report";

const HOSTILE = `</script><script>alert(1)</script><img src=x onerror="alert(2)">'&<!--`;

let page: string;
beforeAll(async () => {
  page = renderReport(await sampleReport());
});

function dataOf(html: string): ReportData {
  const text = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html)?.[1];
  return JSON.parse(text ?? "") as ReportData;
}

test("the same input gives the same bytes", async () => {
  expect(renderReport(await sampleReport())).toBe(page);
});

test("the page asks for nothing: whatever it points at is in it", () => {
  const withoutData = page.replace(/<script[^]*?<\/script>/g, "");
  const targets = [...withoutData.matchAll(/\s(?:href|src|action|srcset|poster|data)="([^"]*)"/g)];
  expect(targets.length).toBeGreaterThan(6);
  for (const [, target = ""] of targets) expect(target).toMatch(/^(#[\w-]+|data:,)$/);
  expect(withoutData).not.toMatch(/@import|url\((?!#)/);
});

test("every link within the page leads somewhere", () => {
  for (const [, id = ""] of page.matchAll(/href="#([\w-]+)"/g))
    expect(page).toContain(` id="${id}"`);
});

test("the policy lets the page's own script and style run, and nothing else", () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  const hash = (text: string) =>
    `&#39;sha256-${createHash("sha256").update(text).digest("base64")}&#39;`;
  const script = /<script>([^]*?)<\/script>/.exec(page)?.[1] ?? "";
  const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? "";
  expect(policy.split("; ")).toEqual([
    "default-src &#39;none&#39;",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "base-uri &#39;none&#39;",
    "form-action &#39;none&#39;",
    "require-trusted-types-for &#39;script&#39;",
    "trusted-types &#39;none&#39;",
  ]);
  expect(page).not.toMatch(/<[a-z][^>]*\s(on\w+|style)=/i);
});

test("every finding is told with its statement, its line of the config and its fix", () => {
  const text = page.replace(/<[^>]*>/g, "");
  expect(text).toContain("✗ developer can become the pipeline role");
  expect(text).toContain("? a stranger may read the bucket");
  expect(text).toContain("platform.yaml:9:0  personas.developer.grants[0]");
  expect(text).toContain("Allow Start in inline policy of gatehouse-developer");
  expect(text).toContain("aws_ssoadmin_permission_set_inline_policy.developer · Statement[1]");
  expect(text).toContain("remove iam:PassRole from the statement");
});

test("a check that asked nothing isn't said to hold", () => {
  expect(page).toContain(
    '<div class="check undecided"><div class="holds"><span class="verdict-mark">?',
  );
  expect(page).toContain("<b>1 of 4</b>claims hold, ✗ 1 claim violated, ? 2 undecided");
});

test("a check tells what it was told to overlook, and how many more there are", async () => {
  const input = await sampleReport();
  const checks = input.proof.checks.map((check) => ({ ...check, notes: ["a note"], more: 1_200 }));
  const noted = renderReport({ ...input, proof: { checks } });
  expect(noted.match(/<p class="note">a note/g)).toHaveLength(4);
  expect(noted.match(/And 1,200 more like these\./g)).toHaveLength(2);
  expect(noted).toContain("1,201 found in 90 decisions");
});

test("what isn't modelled and what a change gives and takes are told", () => {
  expect(page).toContain("a user signs in by itself");
  expect(page).toContain('<li class="gives"><b>Gives: </b>edit on checkout-api</li>');
  expect(page).toContain('<li class="takes"><b>Takes: </b>logs on data-lake</li>');
});

test("without anything to compare with there is no part about changes", async () => {
  const input = await sampleReport();
  expect(renderReport({ ...input, changes: undefined })).not.toContain('id="changes"');
});

test("the grid stands in the page for whoever runs no script", () => {
  expect(page).toContain(
    'aria-label="developer may view, start on pipeline checkout-api: allowed, intended; logs: allowed in part, intended; edit: allowed, not intended"',
  );
});

test("no name, text or ARN becomes markup, wherever it comes from", async () => {
  const hostile = renderReport(await sampleReport((name) => `${name}${HOSTILE}`));
  expect(hostile.match(/<script/g)).toHaveLength(2);
  expect(hostile).not.toMatch(/<img|<!--(?!$)/);
  expect(dataOf(hostile).personas[0]?.name).toContain("<img src=x");
});

test("a document stands in the page once, however many cite it", () => {
  const data = dataOf(page);
  expect(data.documents).toHaveLength(1);
  expect(data.policies).toHaveLength(1);
  expect(page.match(/"Sid":"Never"/g)).toHaveLength(1);
});
