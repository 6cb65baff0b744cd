import { blocksIn, isRecord, listIn, recordIn, stringIn } from "./json-value";

type Values = Readonly<Record<string, unknown>>;

/** What a plan says of how its values came about: providers, and which value refers to what. */
export class PlanConfiguration {
  readonly #root: Values;
  readonly #providers: Values;
  readonly #variables: Values;

  constructor(plan: Values) {
    const configuration = recordIn(plan.configuration);
    this.#root = recordIn(configuration.root_module);
    this.#providers = recordIn(configuration.provider_config);
    this.#variables = recordIn(plan.variables);
  }

  /** How a resource is written. @param scope such as `module.a[0].module.b.` */
  resource(scope: string, mode: string, type: string, name: string): Values | undefined {
    return blocksIn(this.#module(scope)?.resources).find(
      (one) => one.mode === mode && one.type === type && one.name === name,
    );
  }

  /** The plain values of the provider that a resource is made by. */
  provider(resource: Values | undefined): Values {
    const key = stringIn(resource?.provider_config_key) ?? "aws";
    // In a module it may be `module.a:aws`, and then the provider is the root's of that name.
    const provider = this.#providers[key] ?? this.#providers[key.slice(key.indexOf(":") + 1)];
    return recordIn(this.#plain(recordIn(recordIn(provider).expressions)));
  }

  /**
   * What a reference comes to once module inputs and outputs are followed, as a scope and a reference in it.
   *
   * @returns undefined where it is something else than an attribute of a resource or data source
   */
  follow(scope: string, reference: string, depth = 0): string | undefined {
    if (depth > MOST_STEPS) return undefined;
    const variable = /^var\.([\w-]+)$/.exec(reference)?.[1];
    if (variable !== undefined) {
      const cut = /^(.*?)module\.([\w-]+)(\[[^\]]*\])?\.$/.exec(scope);
      if (cut === null) return undefined;
      const outer = cut[1] ?? "";
      const call = recordIn(recordIn(this.#module(outer)?.module_calls)[cut[2] ?? ""]);
      const [inner, ...others] = fullReferences(recordIn(call.expressions)[variable]);
      if (inner === undefined || others.length > 0) return undefined;
      return this.follow(outer, inner, depth + 1);
    }
    const output = /^(module\.[\w-]+(?:\[[^\]]*\])?\.)([\w-]+)$/.exec(reference);
    if (output !== null) {
      const inside = scope + (output[1] ?? "");
      const outputs = recordIn(this.#module(inside)?.outputs);
      const [inner, ...others] = fullReferences(recordIn(outputs[output[2] ?? ""]).expression);
      if (inner === undefined || others.length > 0) return undefined;
      return this.follow(inside, inner, depth + 1);
    }
    if (/^(var|local|module|each|count|path|self|terraform)\b/.test(reference)) return undefined;
    return `${scope === "" ? "root." : scope}${reference}`;
  }

  #module(scope: string): Values | undefined {
    let module: Values | undefined = this.#root;
    for (const [, name = ""] of scope.matchAll(/module\.([\w-]+)(?:\[[^\]]*\])?\./g)) {
      const call: unknown = recordIn(module?.module_calls)[name];
      module = isRecord(call) ? recordIn(call.module) : undefined;
    }
    return module;
  }

  /** Constants, and variables of the root module, whose values a plan has. */
  #plain(expressions: unknown): unknown {
    if (Array.isArray(expressions)) return expressions.map((one) => this.#plain(one));
    if (!isRecord(expressions)) return undefined;
    if ("constant_value" in expressions) return expressions.constant_value;
    if ("references" in expressions) {
      const variable = /^var\.([\w-]+)$/.exec(stringIn(listIn(expressions.references)[0]) ?? "");
      return variable === null ? undefined : recordIn(this.#variables[variable[1] ?? ""]).value;
    }
    return Object.fromEntries(
      Object.entries(expressions).map(([key, inner]) => [key, this.#plain(inner)]),
    );
  }
}

const MOST_STEPS = 20;

/**
 * The references of an expression that are whole: a plan lists `aws_iam_role.a.arn` and then, shorter, `aws_iam_role.a`.
 * https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function fullReferences(expression: unknown): readonly string[] {
  const all = listIn(recordIn(expression).references).flatMap((one) => stringIn(one) ?? []);
  return all.filter(
    (one) => !all.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)),
  );
}
