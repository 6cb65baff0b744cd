/** A policy of Organizations, given from outside. */
export interface GivenPolicy {
  readonly name: string;
  readonly file?: string;
  readonly document: unknown;
}

/** What is attached to the root, a unit or an account. */
export interface AttachedPolicies {
  /** @default `FullAWSAccess`, which AWS attaches by itself */
  readonly scps?: readonly GivenPolicy[];
  /** Beside `RCPFullAWSAccess`, which can't be detached. @default none */
  readonly rcps?: readonly GivenPolicy[];
}

/** The SCPs and RCPs of an organisation, and where they are attached. */
export interface GivenOrganization {
  readonly root: AttachedPolicies;
  /** By path, such as `Workloads/Prod`. */
  readonly ous: ReadonlyMap<string, AttachedPolicies>;
  /** By id. */
  readonly accounts: ReadonlyMap<string, AttachedPolicies & { readonly ou?: string }>;
}

/**
 * As AWS writes them.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export const FULL_AWS_ACCESS: GivenPolicy = {
  name: "FullAWSAccess",
  document: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  },
};

export const RCP_FULL_AWS_ACCESS: GivenPolicy = {
  name: "RCPFullAWSAccess",
  document: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  },
};
