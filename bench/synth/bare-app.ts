import { createRequire } from "node:module";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Arguments, ElementReplay, StackReplay } from "./replay";

type ConstructClass = new (scope: Construct, id: string, config: Arguments) => unknown;

/**
 * The floor: an app that does nothing but construct, with the provider's own classes, each resource that Gatehouse
 * wrote, in as many stacks, from literal arguments, and so writes the same Terraform. It holds no model, compiles no
 * policy, nests no constructs and, since references are literals too, makes hardly a token; it goes without the stacks
 * of those it makes, as Gatehouse does, and declares no order between stacks. An app that someone wrote by hand would
 * use references and be slower; one with raw overrides in place of the provider's classes would be faster, and nobody's.
 */
export class BareApp {
  private readonly app: App;
  private readonly classes = new Map<string, ConstructClass>();

  constructor(outdir: string) {
    this.app = new App({ outdir, stackTraces: false });
  }

  /** Loads the classes that a stack needs; modules are no part of what is measured, here or there. */
  prepare({ elements }: StackReplay): void {
    for (const element of elements) {
      if (!this.classes.has(element.module)) {
        this.classes.set(element.module, loadClass(element));
      }
    }
  }

  add(replay: StackReplay): void {
    const stack = new TerraformStack(this.app, replay.name);
    new LocalBackend(stack, { path: replay.statePath });
    stack.addOverride("terraform.required_providers", replay.requiredProviders);
    stack.addOverride("terraform.required_version", replay.requiredVersion);
    const providers = new Map<unknown, AwsProvider>();
    for (const config of replay.providers) {
      const { alias } = config;
      const suffix = typeof alias === "string" ? alias : "default";
      providers.set(`aws.${suffix}`, new AwsProvider(stack, `aws-${suffix}`, config));
    }
    for (const { module, id, config } of replay.elements) {
      const { provider, dependsOn } = config;
      const Class = this.classes.get(module);
      if (Class === undefined)
        throw new Error(`"${module}" is not loaded: prepare the stack first`);
      new Class(stack, id, {
        ...config,
        ...(provider === undefined ? {} : { provider: providers.get(provider) }),
        ...(dependsOn === undefined
          ? {}
          : { dependsOn: (dependsOn as readonly string[]).map((fqn) => ({ fqn })) }),
      });
    }
  }

  synth(): void {
    this.app.synth();
  }
}

const load = createRequire(__filename);

function loadClass({ module, type }: ElementReplay): ConstructClass {
  const exported: unknown = load(`@cdktf/provider-aws/lib/${module}`);
  const found = Object.values(exported as object).find(
    (value: unknown): value is ConstructClass =>
      typeof value === "function" && "tfResourceType" in value && value.tfResourceType === type,
  );
  if (found === undefined)
    throw new Error(`@cdktf/provider-aws/lib/${module} has no class for ${type}`);
  return found;
}
