import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The token that Terraform itself would use for a host.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#credentials
 */
export function findToken(
  hostname: string,
  env: Environment = process.env,
  home: string = homedir(),
): string | undefined {
  return (
    fromEnvironment(hostname, env) ?? fromConfig(hostname, env, home) ?? fromLogin(hostname, home)
  );
}

/** `TF_TOKEN_app_terraform_io`: a dot as `_`, a hyphen as `__` or itself. */
function fromEnvironment(hostname: string, env: Environment): string | undefined {
  const names = [hostname.replaceAll("-", "__"), hostname].map(
    (name) => `TF_TOKEN_${name.replaceAll(".", "_")}`,
  );
  return names.map((name) => env[name]).find((token) => token !== undefined && token !== "");
}

function fromConfig(hostname: string, env: Environment, home: string): string | undefined {
  const text = read(env.TF_CLI_CONFIG_FILE ?? join(home, ".terraformrc"));
  if (text === undefined) return undefined;
  const blocks = text.matchAll(/^\s*credentials\s+"([^"]+)"\s*\{([^}]*)\}/gm);
  for (const [, host, content = ""] of blocks) {
    const token = /(?:^|[\s;{])token\s*=\s*"([^"]+)"/.exec(content)?.[1];
    if (host === hostname && token !== undefined) return token;
  }
  return undefined;
}

/** What `terraform login` keeps. */
function fromLogin(hostname: string, home: string): string | undefined {
  const text = read(join(home, ".terraform.d", "credentials.tfrc.json"));
  if (text === undefined) return undefined;
  try {
    const { credentials } = JSON.parse(text) as {
      credentials?: Readonly<Record<string, { readonly token?: string } | undefined>>;
    };
    return credentials?.[hostname]?.token;
  } catch {
    return undefined;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
