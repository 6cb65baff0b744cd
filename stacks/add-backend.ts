import { literalText } from "../modules/literal-text";
import {
  CloudBackend,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  type TerraformStack,
} from "cdktf";
import type { Platform } from "../lib/model/platform";

/** Where a stack's working directory lies below the project: `cdktf.out/stacks/<name>`. */
const UP_TO_PROJECT = "../../..";

/** Gives a stack a state of its own. */
export function addBackend(
  stack: TerraformStack,
  name: string,
  backend: Platform["backend"],
  /** Of a role that reads and writes the state in S3. @default the credentials Terraform is run with */
  assumeRoleArn?: string,
): void {
  switch (backend.type) {
    case "local":
      // CDKTF's own default is an absolute path, which would differ from machine to machine.
      new LocalBackend(stack, { path: `${UP_TO_PROJECT}/${backend.directory}/${name}.tfstate` });
      return;
    case "s3": {
      const s3 = new S3Backend(stack, {
        bucket: backend.bucket,
        key: `${backend.keyPrefix}/${name}.tfstate`,
        region: backend.region,
        encrypt: true,
        kmsKeyId: backend.kmsKeyArn,
        assumeRole: assumeRoleArn === undefined ? undefined : { roleArn: assumeRoleArn },
      });
      // CDKTF 0.21 has no field for it.
      s3.addOverride("use_lockfile", true);
      return;
    }
    case "cloud":
      new CloudBackend(stack, {
        hostname: backend.hostname,
        organization: backend.organization,
        workspaces: new NamedCloudWorkspace(
          `${backend.workspacePrefix}${name}`,
          backend.project === undefined ? undefined : literalText(backend.project),
        ),
      });
  }
}
