import { splitArn } from "../match/split-arn";

/** Who calls, by what AWS lets a Principal element tell apart. */
export type CallerKind =
  | "user"
  /** Any session of a role; which one isn't known. */
  | "role"
  | "session"
  | "federatedUser"
  | "root"
  | "service"
  /** Comes with the token of an identity provider, and has no role yet. */
  | "federated"
  | "anonymous";

export interface Caller {
  readonly kind: CallerKind;
  /** ARN, name of the service or of the provider; `*` for the anonymous. */
  readonly id: string;
  readonly partition: string;
  /** Empty for services, the anonymous, and providers outside AWS. */
  readonly account: string;
  /** Name of the user or of the role, without path. */
  readonly name: string;
  /** The role's ARN, of a session as well. */
  readonly roleArn: string | undefined;
  /** A session's ARN has no path, so where only that is given a role's path isn't known. */
  readonly pathKnown: boolean;
  /** A role that AWS made for a service. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html */
  readonly serviceLinked: boolean;
}

export type ReadCaller =
  | { readonly kind: "caller"; readonly caller: Caller }
  | { readonly kind: "malformed"; readonly message: string };

/**
 * Reads a principal: an ARN, `*` for the anonymous, `{"service": …}` or `{"federated": …}`.
 *
 * @param principalArn the request's `aws:PrincipalArn`, which has the path that a session's ARN lacks
 */
export function readCaller(principal: unknown, principalArn?: string): ReadCaller {
  if (principal === "*") return ok({ ...NOBODY, kind: "anonymous", id: "*" });
  if (typeof principal === "string") return readArn(principal, principalArn);
  if (typeof principal === "object" && principal !== null) {
    const entries = Object.entries(principal as Readonly<Record<string, unknown>>);
    const [entry] = entries;
    if (entries.length === 1 && entry !== undefined && typeof entry[1] === "string") {
      const kind = entry[0].toLowerCase();
      const id = entry[1];
      if (kind === "aws") return id === "*" ? readCaller("*") : readArn(id, principalArn);
      if (kind === "service" && /^[a-z0-9.-]+$/.test(id))
        return ok({ ...NOBODY, kind: "service", id });
      if (kind === "federated" && id !== "" && !/[*?]/.test(id))
        return ok({ ...NOBODY, kind: "federated", id, account: splitArn(id)?.[4] ?? "" });
    }
  }
  return malformed('is neither an ARN, "*" for the anonymous, {"service": …} nor {"federated": …}');
}

const NOBODY = {
  partition: "",
  account: "",
  name: "",
  roleArn: undefined,
  pathKnown: true,
  serviceLinked: false,
} as const;

function readArn(text: string, principalArn: string | undefined): ReadCaller {
  const segments = splitArn(text);
  if (segments === undefined) return malformed(`"${text}" is not an ARN`);
  const [arn, partition, service, region, account, resource] = segments;
  const id = text;
  if (arn !== "arn" || region !== "" || !/^\d{12}$/.test(account) || /[*?]/.test(text))
    return malformed(`"${text}" is not the ARN of one principal`);
  if (service === "iam" && resource === "root")
    return ok({ ...NOBODY, kind: "root", id, partition, account });
  const [type = "", ...rest] = resource.split("/");
  const name = rest.at(-1) ?? "";
  const known = { ...NOBODY, id, partition, account, name };
  if (service === "iam" && /^(oidc|saml)-provider$/.test(type))
    return ok({ ...NOBODY, kind: "federated", id, account });
  if (rest.length > 0 && rest.every((part) => part !== "")) {
    if (service === "iam" && type === "user") return ok({ ...known, kind: "user" });
    if (service === "iam" && type === "role")
      return ok({
        ...known,
        kind: "role",
        roleArn: text,
        serviceLinked: isServiceLinked(resource),
      });
    if (service === "sts" && type === "federated-user" && rest.length === 1)
      return ok({ ...known, kind: "federatedUser" });
    const [role] = rest;
    if (service === "sts" && type === "assumed-role" && role !== undefined && rest.length === 2)
      return readSession({ ...known, name: role }, principalArn);
  }
  return malformed(`"${text}" is no user, role, role session, federated user or account root`);
}

function readSession(known: Omit<Caller, "kind">, principalArn: string | undefined): ReadCaller {
  const { partition, account, name } = known;
  if (principalArn === undefined) {
    const roleArn = `arn:${partition}:iam::${account}:role/${name}`;
    return ok({ ...known, kind: "session", roleArn, pathKnown: false });
  }
  const segments = splitArn(principalArn);
  if (segments?.[4] !== account || !segments[5].startsWith("role/") || !endsIn(segments[5], name))
    return malformed(`"${known.id}" is no session of aws:PrincipalArn "${principalArn}"`);
  const serviceLinked = isServiceLinked(segments[5]);
  return ok({ ...known, kind: "session", roleArn: principalArn, serviceLinked });
}

function isServiceLinked(resource: string): boolean {
  return resource.startsWith("role/aws-service-role/");
}

function endsIn(resource: string, name: string): boolean {
  return resource.endsWith(`/${name}`);
}

function ok(caller: Caller): ReadCaller {
  return { kind: "caller", caller };
}

function malformed(message: string): ReadCaller {
  return { kind: "malformed", message };
}
