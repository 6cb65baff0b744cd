import type { Platform } from "../../../../model/platform";
import type { CompiledStatement } from "../../../evaluate/policy/compiled-statement";
import type { Context } from "../../scene/contexts";
import type { Inquiry } from "../../scene/inquiry";
import type { Provisioner } from "../../scene/provisioners";
import type { Scene } from "../../scene/scene";
import { journalLine } from "./journal-line";

/** Whether a pattern means lines of the journal of promotions and nothing else. */
export function isOfJournal(pattern: string, platform: Platform): boolean {
  return pattern === journalLine(platform)?.replace(/[^/]+$/, "*");
}

/** What it takes to read a journal in S3 and to add to it; S3 asks KMS for keys. */
const NEEDED = /^(s3:(GetObject|ListBucket|PutObject)|kms:(Decrypt|GenerateDataKey))$/;

/** The role that writes the journal has no other action, on whatever. */
export function judgePromotion(
  { role }: Provisioner,
  { actions, evidence }: CompiledStatement,
  { catalogue }: Scene,
  inquiry: Inquiry,
): void {
  inquiry.count(1);
  const beyond = catalogue.actionsOf(actions).filter((action) => !NEEDED.test(action));
  if (beyond.length === 0) return;
  inquiry.report({
    kind: "violated",
    message: `${role.name} writes the journal, and may ${beyond.slice(0, 3).join(", ")}`,
    who: role.arn,
    evidence: [evidence],
    fix: "let it list, read and add lines of the journal, and nothing else",
  });
}

/** A line is added once, and stays as it is. */
export function askJournal({ role }: Provisioner, scene: Scene, inquiry: Inquiry): void {
  const line = journalLine(scene.platform);
  if (line === undefined) return;
  const claimed = (what: string) => ({
    who: role.arn,
    what,
    fix: "let it write a line where there is none yet, and delete none",
  });
  const ask = (action: string, context: Context = {}) => ({
    asker: { kind: "role", role } as const,
    action,
    resource: line,
    context: { ...scene.inOrg, ...context },
  });
  inquiry.must(ask("s3:PutObject", { "s3:if-none-match": "*" }), claimed("add to the journal"));
  inquiry.must(ask("s3:GetObject"), claimed("read the journal"));
  inquiry.mustNot(ask("s3:PutObject", { "s3:if-none-match": null }), claimed("overwrite a line"));
  for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectAcl"])
    inquiry.mustNot(ask(action), claimed(`${action} of a line`));
}
