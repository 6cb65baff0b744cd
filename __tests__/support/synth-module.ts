import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import type { PolicyStatement } from "./policies";

type Arguments = Readonly<Record<string, unknown>>;

/** What modules come to in a stack that has nothing else. */
export interface SynthesizedModule {
  /** All resources of a type. */
  all(type: string): readonly Arguments[];
  /** The only resource of a type. */
  the(type: string): Arguments;
}

/** Synthesises constructs the way a user's own stack would, aspects and validations included. */
export function synthModule(build: (scope: Construct) => void): SynthesizedModule {
  const { resource = {} } = JSON.parse(synthStack(build)) as {
    resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  };
  const all = (type: string): readonly Arguments[] => Object.values(resource[type] ?? {});
  return {
    all,
    the: (type) => {
      const [only, ...more] = all(type);
      if (only === undefined || more.length > 0) {
        throw new Error(
          `${all(type).length} of ${type}; there are ${Object.keys(resource).join(", ")}`,
        );
      }
      return only;
    },
  };
}

/** CDKTF makes an output folder for each app, and leaves it. */
function synthStack(build: (scope: Construct) => void): string {
  const outdir = mkdtempSync(join(tmpdir(), "gatehouse-module-"));
  try {
    const stack = new TerraformStack(Testing.app({ outdir }), "stack");
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    build(stack);
    return Testing.synth(stack, true);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A policy argument's statements as AWS will read them, Terraform's references left in. */
export function statementsOf(policy: unknown): readonly PolicyStatement[] {
  const text = String(policy).replaceAll("$${", "${").replaceAll("%%{", "%{");
  return (JSON.parse(text) as { Statement: PolicyStatement[] }).Statement;
}

/** The statement with this Sid. */
export function getStatement(policy: unknown, sid: string): PolicyStatement {
  const found = statementsOf(policy).find((statement) => statement.Sid === sid);
  if (found === undefined) {
    const known = statementsOf(policy).map((statement) => statement.Sid);
    throw new Error(`no statement ${sid}; there are ${known.join(", ")}`);
  }
  return found;
}
