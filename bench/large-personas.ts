/** Some accounts, the pipelines that deploy to them, and the people who see to both. */
export interface Product {
  readonly name: string;
  /** The environments that it has an account of, in order. */
  readonly environments: readonly string[];
  readonly pipelines: number;
}

export interface People {
  readonly personas: Readonly<Record<string, object>>;
  readonly groups: readonly object[];
}

/** The six jobs of a product, and the groups of those who do them. */
export function largePersonas(product: Product): People {
  const jobs = Object.entries(JOBS).map(([job, describe]) => {
    const { grants, ...rest } = describe(product);
    // A grant that reaches nothing is refused, and the smallest platforms have no prod.
    return { job, persona: { ...rest, grants: grants.filter((grant) => grant !== undefined) } };
  });
  return {
    personas: Object.fromEntries(
      jobs.map(({ job, persona }) => [`${product.name}-${job}`, persona]),
    ),
    groups: jobs
      .filter(({ persona }) => persona.enabled !== false)
      .map(({ job }) => ({ name: `${product.name} ${job}`, personas: [`${product.name}-${job}`] })),
  };
}

interface Job {
  readonly description: string;
  readonly enabled?: false;
  readonly grants: readonly (object | undefined)[];
}

/** Short names: with the product's and the prefix a permission set's may have 32 characters. */
const JOBS: Readonly<Record<string, (product: Product) => Job>> = {
  developer: (product) => ({
    description: "Starts and follows the product's pipelines, looks at dev.",
    grants: [
      onPipelines(product, ["view", "start", "retry", "logs"]),
      onAccounts(product, ["inspect"], ["dev"]),
    ],
  }),
  tester: (product) => ({
    description: "Says when a change may go to staging.",
    grants: [onPipelines(product, ["view"]), onStages(product, ["approve"], "staging")],
  }),
  "release-manager": (product) => ({
    description: "Decides what goes to production, and takes it back.",
    grants: [onPipelines(product, ["view"]), onStages(product, ["approve", "rollback"], "prod")],
  }),
  auditor: (product) => ({
    description: "Sees how pipelines are set up and what they did.",
    grants: [onPipelines(product, ["view"])],
  }),
  engineer: (product) => ({
    description: "Keeps the pipelines running.",
    grants: [
      onPipelines(product, ["view", "start", "stop", "retry", "edit"]),
      onAccounts(product, ["inspect"], ["dev", "staging"]),
    ],
  }),
  "break-glass": (product) => ({
    description: "Repairs production when the usual way is too slow.",
    enabled: false,
    grants: [
      onPipelines(product, ["view", "stop"]),
      onAccounts(product, ["inspect", "operate"], ["prod"]),
    ],
  }),
};

function onPipelines(product: Product, capabilities: readonly string[]): object {
  return { capabilities, pipelines: { teams: [product.name] } };
}

function onStages(
  product: Product,
  capabilities: readonly string[],
  environment: string,
): object | undefined {
  if (!product.environments.includes(environment)) return undefined;
  return { ...onPipelines(product, capabilities), stages: { environments: [environment] } };
}

function onAccounts(
  product: Product,
  capabilities: readonly string[],
  environments: readonly string[],
): object | undefined {
  const present = environments.filter((environment) => product.environments.includes(environment));
  if (present.length === 0) return undefined;
  return { capabilities, accounts: { environments: present, tags: { product: product.name } } };
}
