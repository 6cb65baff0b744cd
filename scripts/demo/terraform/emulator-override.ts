/** A stack's Terraform JSON, as far as it is overridden. */
export interface StackJson {
  readonly provider: { readonly aws: readonly ProviderBlock[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ResourceBlock>>>>;
}

interface ProviderBlock {
  readonly alias?: string;
  readonly allowed_account_ids?: readonly string[];
  readonly assume_role?: readonly { readonly role_arn: string }[];
}

interface ResourceBlock {
  readonly lifecycle?: { readonly prevent_destroy?: boolean };
}

interface Emulated {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The account of those credentials; others are got into by a role. */
  readonly accountId: string;
}

/** By the names the provider has for them: all that a stack of ours may call. */
const SERVICES = [
  "cloudtrail",
  "codebuild",
  "codepipeline",
  "codestarconnections",
  "events",
  "iam",
  "identitystore",
  "kms",
  "logs",
  "organizations",
  "s3",
  "sns",
  "ssoadmin",
  "sts",
];

/** What AWS Organizations makes in every account that it creates. */
const ACCESS_ROLE = "OrganizationAccountAccessRole";

/**
 * A file that Terraform lays over a stack's own, so that its providers speak to the emulator and its state stays beside
 * it. It is written beside a copy of the stack: no stack's own Terraform has an endpoint in it.
 */
export function emulatorOverride(stack: StackJson, emulated: Emulated): object {
  return {
    terraform: { backend: { local: { path: "terraform.tfstate" } } },
    provider: { aws: stack.provider.aws.map((provider) => overProvider(provider, emulated)) },
  };
}

function overProvider(provider: ProviderBlock, emulated: Emulated): object {
  const { endpoint, accessKeyId, secretAccessKey, accountId } = emulated;
  const [account = accountId] = provider.allowed_account_ids ?? [];
  const [assumed] = provider.assume_role ?? [];
  return {
    ...(provider.alias === undefined ? {} : { alias: provider.alias }),
    access_key: accessKeyId,
    secret_key: secretAccessKey,
    endpoints: [Object.fromEntries(SERVICES.map((service) => [service, endpoint]))],
    s3_use_path_style: true,
    // An emulator that fails once fails again; the default of 25 looks like a hang.
    max_retries: 2,
    ...(assumed === undefined && account !== accountId
      ? { assume_role: [{ role_arn: `arn:aws:iam::${account}:role/${ACCESS_ROLE}` }] }
      : {}),
  };
}

/** Lets go of what a stack keeps from being destroyed, as our keys and buckets are, on purpose; nothing where none is. */
export function destroyOverride(stack: StackJson): object | undefined {
  const kept = Object.entries(stack.resource ?? {}).flatMap(([type, resources]) =>
    Object.entries(resources)
      .filter(([, { lifecycle }]) => lifecycle?.prevent_destroy === true)
      .map(([name]) => ({ type, name })),
  );
  if (kept.length === 0) return undefined;
  const types = [...new Set(kept.map(({ type }) => type))];
  return {
    resource: Object.fromEntries(
      types.map((type) => [
        type,
        Object.fromEntries(
          kept
            .filter((each) => each.type === type)
            .map(({ name }) => [name, { lifecycle: { prevent_destroy: false } }]),
        ),
      ]),
    ),
  };
}
