import type { Platform } from "../../../../model/platform";
import type { CompiledStatement } from "../../../evaluate/policy/compiled-statement";
import type { Context } from "../../scene/contexts";
import type { Inquiry } from "../../scene/inquiry";
import type { Provisioner } from "../../scene/provisioners";
import type { Scene } from "../../scene/scene";
import { promotionObjects } from "./promotion-objects";

/** Whether a pattern means what promotions keep and nothing else. */
export function isOfPromotion(pattern: string, platform: Platform): boolean {
  return promotionObjects(platform).some((each) => pattern === each.replace(/[^/]+$/, "*"));
}

/** What it takes to read in S3 and to add to it; S3 asks KMS for keys. */
const NEEDED = /^(s3:(GetObject|ListBucket|PutObject)|kms:(Decrypt|GenerateDataKey))$/;

/** The role that keeps them has no other action, on whatever. */
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
    message: `${role.name} keeps the journal and bundles of promotions, and may ${beyond.slice(0, 3).join(", ")}`,
    who: role.arn,
    evidence: [evidence],
    fix: "let it list, read and add there, and nothing else",
  });
}

/** A line, or a file of a bundle, is added once, and stays as it is. */
export function askPromotion({ role }: Provisioner, scene: Scene, inquiry: Inquiry): void {
  for (const resource of promotionObjects(scene.platform)) {
    const claimed = (what: string) => ({
      who: role.arn,
      what: `${what} ${resource}`,
      fix: "let it write what isn't there yet, and delete nothing",
    });
    const ask = (action: string, context: Context = {}) => ({
      asker: { kind: "role", role } as const,
      action,
      resource,
      context: { ...scene.inOrg, ...context },
    });
    inquiry.must(ask("s3:PutObject", { "s3:if-none-match": "*" }), claimed("add"));
    inquiry.must(ask("s3:GetObject"), claimed("read"));
    inquiry.mustNot(ask("s3:PutObject", { "s3:if-none-match": null }), claimed("overwrite"));
    for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectAcl"])
      inquiry.mustNot(ask(action), claimed(action));
  }
}
