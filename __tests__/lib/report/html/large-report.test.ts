import { renderReport } from "../../../../lib/report/html/render-report";
import type { ReportInput } from "../../../../lib/report/html/report-input";
import { manyAccounts } from "./many-accounts";

function sizeOf(input: ReportInput): number {
  return Buffer.byteLength(renderReport(input));
}

test("a further account costs its names, not its evidence", async () => {
  const [few, many] = [sizeOf(await manyAccounts(1_000)), sizeOf(await manyAccounts(2_000))];
  expect((many - few) / 1_000).toBeLessThan(250);
});

test("accounts with the same rights are one row to whoever runs no script", async () => {
  const page = renderReport(await manyAccounts(1_000));
  const rows = page.match(/<tr[ >]/g) ?? [];
  expect(rows.length).toBeLessThan(60);
  expect(page).toContain("and 995 more");
});
