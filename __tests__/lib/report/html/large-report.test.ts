import type { AccessCell } from "../../../../lib/access/matrix/access-matrix";
import type { AccountId, AccountName } from "../../../../lib/config/schema/names";
import { renderReport } from "../../../../lib/report/html/render-report";
import type { ReportInput } from "../../../../lib/report/html/report-input";
import { sampleReport } from "./sample-report";

/** The sample with so many accounts, each of which the auditor audits. */
async function withAccounts(count: number): Promise<ReportInput> {
  const input = await sampleReport();
  const [first] = input.platform.accounts;
  if (first === undefined) throw new Error("the sample has no account");
  const accounts = Array.from({ length: count }, (_, index) => ({
    ...first,
    name: `account-${index}` as AccountName,
    id: String(500_000_000_000 + index) as AccountId,
  }));
  const cells = accounts.map(({ name, id }): AccessCell => ({
    subject: "auditor",
    capability: "audit",
    place: { kind: "account", account: name, accountId: id },
    effect: { kind: "allowed" },
    intended: true,
  }));
  return {
    ...input,
    platform: { ...input.platform, accounts },
    matrix: { ...input.matrix, cells },
    explain: ({ place }) => ({
      grants: [],
      probes: [
        {
          action: "iam:ListRoles",
          resource: place.kind === "account" ? `arn:aws:iam::${place.accountId}:role/*` : "*",
          verdict: { kind: "implicitlyDenied", by: [], lacks: "no identity policy allows it" },
        },
      ],
    }),
  };
}

function sizeOf(input: ReportInput): number {
  return Buffer.byteLength(renderReport(input));
}

test("a further account costs its names, not its evidence", async () => {
  const [few, many] = [sizeOf(await withAccounts(1_000)), sizeOf(await withAccounts(2_000))];
  expect((many - few) / 1_000).toBeLessThan(250);
});

test("accounts with the same rights are one row to whoever runs no script", async () => {
  const page = renderReport(await withAccounts(1_000));
  const rows = page.match(/<tr role="row"/g) ?? [];
  expect(rows.length).toBeLessThan(60);
  expect(page).toContain("and 995 more");
});
