import type { CompiledPolicy } from "../policy/compile-policy";

/** Every policy that has a say in a request. */
export interface PolicySet {
  /** Of the user and its groups, or of the role. */
  readonly identity: readonly CompiledPolicy[];
  readonly boundary?: CompiledPolicy;
  /** Passed when the session was created; none where undefined or empty. */
  readonly session?: readonly CompiledPolicy[];
  /** A list for each level from the root to the caller's account; no organisation where undefined or empty. */
  readonly scps?: readonly (readonly CompiledPolicy[])[];
  /** The same for the resource's account. */
  readonly rcps?: readonly (readonly CompiledPolicy[])[];
  /** The policy of the resource: of a bucket, key, topic or queue, or a role's trust policy. */
  readonly resource?: CompiledPolicy;
}
