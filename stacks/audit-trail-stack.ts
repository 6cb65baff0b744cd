import type { Construct } from "constructs";
import { recordedEvents } from "../lib/audit/recorded-events";
import type { Audit } from "../lib/model/audit";
import { AuditNames } from "../lib/model/audit-names";
import type { Platform } from "../lib/model/platform";
import { AuditTrail } from "../modules/audit-trail";
import { GatehouseStack } from "./gatehouse-stack";

/** The trail itself, in the account that may make it. */
export class AuditTrailStack extends GatehouseStack {
  constructor(scope: Construct, platform: Platform, audit: Audit) {
    super(scope, "audit-trail", {
      platform,
      accountId: audit.trailAccountId,
      region: platform.tooling.homeRegion,
    });
    const names = new AuditNames(platform, audit);
    new AuditTrail(this, "audit", {
      trailName: names.trail(),
      bucketName: names.bucket(),
      keyAliasArn: names.keyAliasArn(),
      ofOrganization: audit.scope === "organization",
      events: recordedEvents(platform, audit),
    });
  }
}
