import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { GeneratedStack } from "../generated";
import { RoleNotTaken } from "./role-session";

const STACK = z.object({
  provider: z.object({
    aws: z.array(z.object({ allowed_account_ids: z.array(z.string().regex(/^\d{12}$/)) })),
  }),
});

/** The account that a stack's providers are held to. @throws RoleNotTaken where it says none, or several */
export function accountOf({ name, folder }: Pick<GeneratedStack, "name" | "folder">): string {
  const parsed = STACK.safeParse(read(join(folder, "cdk.tf.json")));
  const accounts = new Set(
    parsed.data?.provider.aws.flatMap((provider) => provider.allowed_account_ids),
  );
  const [account, another] = accounts;
  if (account !== undefined && another === undefined) return account;
  throw new RoleNotTaken(
    `stack ${name} doesn't say in which account its roles are`,
    "give its AWS providers `allowed_account_ids` of one account, as Gatehouse generates them; or, with an administrator's credentials, add --own-credentials",
  );
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return undefined;
  }
}
