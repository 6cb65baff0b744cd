import type { AccessCell } from "../../../../lib/access/matrix/access-matrix";
import type { AccountId, AccountName } from "../../../../lib/config/schema/names";
import type { ReportInput } from "../../../../lib/report/html/report-input";
import { sampleReport } from "./sample-report";

/** The sample with so many accounts, each of which the auditor audits. */
export async function manyAccounts(count: number): Promise<ReportInput> {
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
