import type { Lookup } from "../match/lookup";
import type { Caller } from "./caller";
import { callerKeys } from "./caller-keys";
import type { RequestContext } from "./request-context";
import { createRequestedResource, type RequestedResource } from "./requested-resource";

export interface RequestProps {
  readonly caller: Caller;
  /** Such as `s3:GetObject`; case doesn't matter. */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** For ARNs without account, such as a bucket's. @default the ARN's account, or else the caller's */
  readonly resourceAccount?: string;
  readonly context: RequestContext;
  /** Neither SCPs nor RCPs reach it. @default what `aws:PrincipalOrgMasterAccountId` says, if it is given */
  readonly managementAccount?: string;
  /** Whether the action has resources, so that `*` stands for any of them. @default false */
  readonly takesResources?: boolean;
}

/** One request, checked and cut up once; it may be put to any number of policies. */
export class EvaluationRequest implements Lookup {
  readonly caller: Caller;
  /** In lower case. */
  readonly action: string;
  readonly service: string;
  readonly resource: RequestedResource;
  readonly resourceAccount: string;
  readonly context: RequestContext;
  readonly managementAccount: string | undefined;
  readonly #callerKeys: ReadonlyMap<string, readonly string[]>;
  readonly #resourceKeys: readonly string[];

  /** Expects what {@link requestFaults} finds no fault with. */
  constructor(props: RequestProps) {
    this.caller = props.caller;
    this.action = props.action.toLowerCase();
    this.service = this.action.slice(0, this.action.indexOf(":"));
    this.resource = createRequestedResource(props.resource, props.takesResources);
    this.context = props.context;
    const own = this.resource.segments?.[4] ?? "";
    this.resourceAccount =
      props.resourceAccount ?? (ACCOUNT.test(own) ? own : props.caller.account);
    this.#callerKeys = keysOf(props.caller);
    // Whose a bucket is does not follow from its ARN, so with an incomplete context it stays unknown.
    const known = props.resourceAccount !== undefined || own === this.resourceAccount;
    this.#resourceKeys =
      this.resourceAccount === "" || (!known && !this.context.complete)
        ? []
        : [this.resourceAccount];
    this.managementAccount =
      props.managementAccount ?? this.context.given("aws:principalorgmasteraccountid")?.[0];
  }

  /** What the request says of a key, or else what AWS would fill in. */
  values(key: string): readonly string[] {
    const found = this.context.given(key) ?? this.#callerKeys.get(key);
    if (found !== undefined) return found;
    if (key === "aws:resourceaccount" && this.#resourceKeys.length > 0) return this.#resourceKeys;
    return this.context.rest;
  }

  get sameAccount(): boolean {
    return this.caller.account === this.resourceAccount;
  }
}

export const ACCOUNT = /^\d{12}$/;

const KEYS = new WeakMap<Caller, ReadonlyMap<string, readonly string[]>>();

function keysOf(caller: Caller): ReadonlyMap<string, readonly string[]> {
  const known = KEYS.get(caller);
  if (known !== undefined) return known;
  const keys = callerKeys(caller);
  KEYS.set(caller, keys);
  return keys;
}

/** What is wrong with a request, if anything, by field. */
export function requestFaults(
  props: Pick<RequestProps, "action" | "resource" | "resourceAccount">,
): readonly string[] {
  const { action, resource, resourceAccount } = props;
  const faults: string[] = [];
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9-]+$/.test(action))
    faults.push(`action: "${action}" is not one action such as s3:GetObject`);
  const segments = createRequestedResource(resource).segments;
  if (resource !== "*" && segments?.[0] !== "arn")
    faults.push(`resource: "${resource}" is neither an ARN nor "*"`);
  if (resourceAccount !== undefined && !ACCOUNT.test(resourceAccount))
    faults.push(`resourceAccount: "${resourceAccount}" is not an account id of 12 digits`);
  const account = segments?.[4] ?? "";
  if (resourceAccount !== undefined && ACCOUNT.test(account) && account !== resourceAccount)
    faults.push(`resourceAccount: "${resourceAccount}" is not the account of "${resource}"`);
  return faults;
}
