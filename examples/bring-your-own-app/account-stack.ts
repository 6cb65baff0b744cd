import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Place } from "../../modules";

/** One account, one state. */
export abstract class AccountStack extends TerraformStack {
  constructor(scope: Construct, id: string, place: Place) {
    super(scope, id);
    // CDKTF's own default is an absolute path. This one leads from cdktf.out/stacks/<id> to beside cdktf.out.
    new LocalBackend(this, { path: `../../../${id}.tfstate` });
    new AwsProvider(this, "aws", { region: place.region, allowedAccountIds: [place.accountId] });
    // CDKTF pins the one version it was generated from; the modules keep to what both understand.
    this.addOverride("terraform.required_providers.aws", {
      source: "hashicorp/aws",
      version: ">= 5.100.0, < 7.0.0",
    });
  }
}
