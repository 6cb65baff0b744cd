import { type CompiledPolicy, compilePolicy } from "../../evaluate/policy/compile-policy";
import type { PolicySource } from "../../evaluate/policy/evidence";
import type { PolicyKind } from "../../evaluate/policy/read-policy";
import type { TerraformBlock } from "../terraform/terraform-stack";
import type { Text } from "../terraform/text";
import { keepDocument } from "../policy-documents";
import type { Unmodelled } from "../world";
import { unknownPolicy } from "./unknown-policy";

/** A policy that is compiled when it is first asked for. */
export interface LazyPolicy {
  (): CompiledPolicy;
  /** Undefined where it isn't known. */
  readonly text: string | undefined;
}

/** Keeps every policy of a world: each is compiled once and only when it has a say. */
export class PolicyShelf {
  readonly #faults: (() => Unmodelled | undefined)[] = [];
  readonly #judged = new Map<string, string | undefined>();

  /** @param name what the policy is called, for evidence */
  shelve(block: TerraformBlock, name: string, text: Text, kind: PolicyKind): LazyPolicy {
    const source = { name, file: block.file, at: block.address };
    if (text.kind === "unknown") {
      const why = `policy ${name} is unknown, as ${text.why}`;
      this.#faults.push(() => unmodelled(block, `${why}: ${CONSEQUENCE}`));
      return lazily(undefined, () => unknownPolicy(kind, source, why));
    }
    this.#faults.push(() => {
      const fault = this.#judge(text.text, kind);
      if (fault === undefined) return undefined;
      return unmodelled(block, notTaken(name, fault));
    });
    return lazily(text.text, () => compileText(text.text, kind, source));
  }

  /** A document that was made here, or given from outside. */
  shelveDocument(document: unknown, kind: PolicyKind, source: PolicySource): LazyPolicy {
    const text = JSON.stringify(document);
    this.#faults.push(() => {
      const fault = this.#judge(text, kind);
      if (fault === undefined) return undefined;
      const origin = { file: source.file ?? "", address: source.at ?? source.name };
      return { origin, what: notTaken(source.name, fault) };
    });
    return lazily(text, () => compileDocument(document, kind, source));
  }

  /** The policies that can't be read, which takes a look at all of them. */
  unmodelled(): Unmodelled[] {
    return this.#faults.flatMap((fault) => fault() ?? []);
  }

  /** Accounts repeat each other's policies but for their ids, which have no bearing on the grammar. */
  #judge(text: string, kind: PolicyKind): string | undefined {
    const id = `${kind} ${text.replace(/\d{12}/g, "000000000000")}`;
    if (!this.#judged.has(id)) this.#judged.set(id, faultOf(text, kind));
    return this.#judged.get(id);
  }
}

const CONSEQUENCE = "whatever it could allow or deny is conditional on gatehouse:UnknownPolicy";

function notTaken(name: string, fault: string): string {
  return `policy ${name} is none that AWS takes (${fault}): ${CONSEQUENCE}`;
}

function unmodelled({ file, address }: TerraformBlock, what: string): Unmodelled {
  return { origin: { file, address }, what };
}

function lazily(text: string | undefined, compile: () => CompiledPolicy): LazyPolicy {
  let compiled: CompiledPolicy | undefined;
  return Object.assign(() => (compiled ??= compile()), { text });
}

function faultOf(text: string, kind: PolicyKind): string | undefined {
  const document = parse(text);
  if (document === undefined) return "it is not JSON";
  const compilation = compilePolicy(document, { kind });
  if (compilation.kind === "compiled") return undefined;
  const [first] = compilation.problems;
  return first === undefined ? "it is malformed" : `${first.path}: ${first.message}`;
}

function compileText(text: string, kind: PolicyKind, source: PolicySource): CompiledPolicy {
  return compileDocument(parse(text), kind, source);
}

function compileDocument(
  document: unknown,
  kind: PolicyKind,
  source: PolicySource,
): CompiledPolicy {
  const compilation = compilePolicy(document, { kind, source });
  if (compilation.kind === "compiled") {
    keepDocument(source, document);
    return compilation.policy;
  }
  return unknownPolicy(kind, source, `policy ${source.name} is none that AWS takes`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
