import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { terraformEnvironment } from "../../../scripts/terraform/terraform-environment";
import { type HcpServer, TOKEN } from "./hcp-server";

/** The environment in which Terraform and Gatehouse reach a server, trust it, and have its token in Terraform's config. */
export function cloudEnvironment(server: HcpServer, token = TOKEN): NodeJS.ProcessEnv {
  const env = terraformEnvironment();
  const { file } = server.certificate;
  const config = join(dirname(file), "terraform.rc");
  const block = `credentials "${server.hostname}" {\n  token = "${token}"\n}\n`;
  writeFileSync(config, `${readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8")}\n${block}`);
  return {
    ...env,
    TF_CLI_CONFIG_FILE: config,
    SSL_CERT_FILE: file,
    NODE_EXTRA_CA_CERTS: file,
  };
}
