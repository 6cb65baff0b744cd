import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parse, stringify } from "yaml";
import { loadPlatform } from "../../lib/model/load-platform";
import { synthesize } from "../../stacks/synthesize";
import { RUNS } from "../support/bootstrapped";
import { stackShape } from "../support/stack-shape";
import { SHIPPED, STARTUP, WITHOUT_IDENTITY_CENTER } from "../support/synth-platform";
import { describeWithTerraform } from "../support/terraform";
import { validateStacks } from "../support/validate-stacks";

interface Variant {
  readonly name: string;
  /** @default the shipped platform */
  readonly file?: string;
  readonly change: Readonly<Record<string, unknown>>;
  /** The stacks that the change gives another shape. @default all */
  readonly only?: readonly string[];
}

const VARIANTS: readonly Variant[] = [
  { name: "shipped", change: {} },
  { name: "startup", file: STARTUP, change: {} },
  {
    name: "s3",
    change: { backend: { type: "s3", bucket: "example-state", region: "eu-west-1" } },
    only: ["tooling"],
  },
  {
    name: "cloud",
    change: { backend: { type: "cloud", organization: "example", project: "platform" } },
    only: ["tooling"],
  },
  {
    name: "audit-organization",
    change: {
      audit: {
        scope: "organization",
        readers: ["auditor"],
        archiveAfterDays: 90,
        objectLock: { mode: "GOVERNANCE", days: 365 },
      },
    },
    only: ["audit", "audit-trail"],
  },
  {
    name: "audit-account",
    change: { logArchive: undefined, audit: { dataEvents: false } },
    only: ["audit", "audit-trail"],
  },
  { name: "bootstrap-hcp", change: RUNS.hcp, only: ["bootstrap-tooling"] },
  { name: "bootstrap-s3", change: RUNS.github, only: ["bootstrap-tooling"] },
  { name: "bootstrap-roles", change: RUNS.roles, only: ["bootstrap-shop-prod"] },
  {
    name: "bounded",
    change: {
      boundary: { toolingPolicy: "org-tooling", targetPolicy: "org-target" },
      provisioner: { assumeRole: "OrganizationAccountAccessRole" },
      identity: {
        mode: "identity-center",
        region: "eu-west-1",
        permissionsBoundaryPolicy: "people",
      },
      personas: {
        reader: {
          description: "Reads.",
          managedPolicies: ["job-function/ViewOnlyAccess"],
          customerManagedPolicies: ["own-reader"],
          grants: [{ capabilities: ["view"], pipelines: "all" }],
        },
      },
      groups: [{ name: "Readers", personas: ["reader"] }],
      connections: {
        github: {
          arn: "arn:aws:codeconnections:eu-west-1:222222222222:connection/00000000-0000-4000-8000-000000000000",
        },
      },
    },
    only: ["tooling", "pipeline-design-system", "target-shop-dev", "identity-center"],
  },
  {
    name: "iam-users",
    file: WITHOUT_IDENTITY_CENTER,
    change: {},
    only: ["tooling", "target-booking-prod", "iam-groups"],
  },
  // Trust is text to the shape of a stack, so these differ from one another by what else is there.
  {
    name: "iam-saml",
    file: WITHOUT_IDENTITY_CENTER,
    change: {
      identity: {
        mode: "iam",
        permissionsBoundaryPolicy: "people",
        mfaTag: "mfa",
        signIn: { by: "saml", providerName: "directory", personaTag: "persona" },
      },
      personas: { watch: lookingOn("prod", { managedPolicies: ["job-function/ViewOnlyAccess"] }) },
      groups: [],
    },
    only: ["target-booking-prod"],
  },
  {
    name: "iam-oidc",
    file: WITHOUT_IDENTITY_CENTER,
    change: {
      identity: {
        mode: "iam",
        signIn: { by: "oidc", issuer: "login.example.com/oauth2", audience: "people" },
      },
      personas: { watch: lookingOn("staging", { customerManagedPolicies: ["own-watch"] }) },
      groups: [],
    },
    only: ["target-booking-staging"],
  },
];

function lookingOn(environment: string, policies: object): object {
  const accounts = { environments: [environment] };
  return {
    description: "Looks on.",
    grants: [{ capabilities: ["inspect"], accounts }],
    ...policies,
  };
}

describeWithTerraform("every shape of stack", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-validate-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("of the shipped and example platforms, and with each backend and own boundaries, is what the AWS provider takes", async () => {
    const seen = new Set<string>();
    const stacks = new Map<string, string>();
    for (const { name, file = SHIPPED, change, only } of VARIANTS) {
      for (const stack of await synth(
        stringify({ ...read(file), ...change }),
        join(folder, name),
      )) {
        if (only !== undefined && !only.includes(basename(stack))) continue;
        const shape = stackShape(
          JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as unknown,
        );
        if (!seen.has(shape)) stacks.set(`${name}-${basename(stack)}`, stack);
        seen.add(shape);
      }
    }
    expect(stacks.size).toBeGreaterThanOrEqual(20);
    expect(await validateStacks(stacks)).toEqual([]);
  }, 600_000);
});

function read(file: string): Record<string, unknown> {
  return parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}

async function synth(text: string, outdir: string): Promise<string[]> {
  const loaded = await loadPlatform("platform.yaml", Buffer.from(text));
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return synthesize(loaded.platform, outdir).stacks.map(({ name }) => join(outdir, "stacks", name));
}
