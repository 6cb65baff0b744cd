import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { terraformEnvironment } from "../../../scripts/terraform/terraform-environment";
import { type HcpServer, TOKEN } from "./hcp-server";

/** What lets Terraform and Gatehouse reach a server: they trust it, and have a token of it in Terraform's config. */
export function cloudEnvironment(server: HcpServer, token = TOKEN): Record<string, string> {
  const env = terraformEnvironment();
  const { file } = server.certificate;
  const config = join(dirname(file), "terraform.rc");
  const block = `credentials "${server.hostname}" {\n  token = "${token}"\n}\n`;
  writeFileSync(config, `${readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8")}\n${block}`);
  return {
    TF_CLI_CONFIG_FILE: config,
    SSL_CERT_FILE: file,
    NODE_EXTRA_CA_CERTS: file,
  };
}
