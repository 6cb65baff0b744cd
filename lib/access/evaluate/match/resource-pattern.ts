import type { RequestedResource } from "../request/requested-resource";
import { atMostUnknown, type Tri } from "../tri";
import { Glob } from "./glob";
import { GlobSymbols } from "./glob-symbols";
import type { Lookup } from "./lookup";
import { type ArnSegments, splitArn } from "./split-arn";
import { Template } from "./template";

export interface ResourcePatternOptions {
  readonly variables: boolean;
  /** What to say where AWS would refuse the pattern. */
  readonly doubt: Tri;
  /** What to say where the pattern reaches some of the resources asked about. */
  readonly partly: Tri;
  /** What to say where only a variable without a value keeps the pattern from matching. */
  readonly absent: Tri;
  /** Whether a `*` that AWS says "can expand" beyond its part does. */
  readonly expands: boolean;
}

/**
 * One text of a Resource or NotResource element. `*` reaches over `/` and, in the last part, over `:`; case matters. The
 * parts before it are compared one by one, but "if the * wildcard is the last character of a resource ARN segment, it
 * can expand to match beyond the colon boundaries". That is certain where it ends the whole pattern.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export class ResourcePattern {
  readonly #options: ResourcePatternOptions;
  readonly #all: boolean;
  readonly #shape: Shape;
  /**
   * The parts that are compared one by one: the first five, or fewer where the last `*` stands for several. As one text
   * with its colons where they have no wildcard, as in most patterns.
   */
  readonly #head: string | readonly Glob[];
  readonly #headLength: number;
  readonly #tailText: string;
  /** What a resource starts with if it matches at all. */
  readonly #start: string;
  // Made when first needed: a large platform has a million patterns, and most requests part from them at the start.
  #tailTemplate: Template | undefined;
  #wholeTemplate: Template | undefined;
  #symbols: GlobSymbols | undefined;

  constructor(
    readonly text: string,
    options: ResourcePatternOptions,
  ) {
    this.#options = options;
    this.#all = /^\*+$/.test(text);
    const parts: readonly string[] = splitArn(text) ?? text.split(":");
    const headTexts = parts.slice(0, -1);
    this.#headLength = headTexts.length;
    this.#tailText = parts.at(-1) ?? "";
    if (isPlainArn(headTexts)) {
      this.#head = `${headTexts.join(":")}:`;
      this.#shape = "plain";
    } else {
      const heads = headTexts.map((part) => this.#read(part));
      this.#head = heads.map(({ widest }) => widest);
      this.#shape = shapeOf(heads, this.#tail);
    }
    this.#start = this.#shape === "refused" ? "" : (LITERAL.exec(text)?.[0] ?? "");
  }

  get variables(): Template["variables"] {
    return this.text.includes("${") ? this.#whole.variables : [];
  }

  /** Whether the pattern takes in the resource, or all of the resources asked about. */
  matches(resource: RequestedResource, lookup: Lookup): Tri {
    if (this.#all) return "yes";
    const { text, pattern } = resource;
    const starts = pattern?.startsLike(this.#start) ?? text.startsWith(this.#start);
    if (!starts) return "no";
    const found = this.#matchesOne(resource, lookup);
    if (found !== "no" || pattern === undefined) return found;
    this.#symbols ??= new GlobSymbols(this.#whole.widest.tokens);
    return this.#symbols.overlaps(pattern) ? this.#options.partly : "no";
  }

  get #tail(): Template {
    return (this.#tailTemplate ??= this.#read(this.#tailText));
  }

  get #whole(): Template {
    return (this.#wholeTemplate ??= this.#read(this.text));
  }

  #read(part: string): Template {
    const { variables, doubt } = this.#options;
    return new Template(part, { variables, wildcards: true, doubt });
  }

  #matchesOne({ text, segments }: RequestedResource, lookup: Lookup): Tri {
    if (this.#shape === "refused") return this.#mayMean(text) ? this.#options.doubt : "no";
    if (segments === undefined) return "no";
    if (this.#shape !== "short") {
      const found = this.#matchesHead(text, segments)
        ? this.#matchesTail(this.#rest(segments), lookup)
        : "no";
      if (found !== "no" || this.#shape === "plain") return found;
    }
    const beyond = this.#whole.matches(text, lookup);
    return this.#options.expands ? beyond : atMostUnknown(beyond);
  }

  /** Whether a pattern that AWS refuses, perhaps an ARN cut short, may have been meant for this. */
  #mayMean(text: string): boolean {
    const { widest } = this.#whole;
    if (widest.matches(text)) return true;
    return new Glob([...widest.tokens, COLON, { kind: "any" }]).matches(text);
  }

  #matchesHead(text: string, segments: ArnSegments): boolean {
    if (typeof this.#head === "string") return text.startsWith(this.#head);
    return this.#head.every((glob, index) => glob.matches(segments[index] ?? ""));
  }

  #rest(segments: ArnSegments): string {
    return this.#headLength === 5 ? segments[5] : segments.slice(this.#headLength).join(":");
  }

  #matchesTail(text: string, lookup: Lookup): Tri {
    const tail = this.#tail;
    const found = tail.matches(text, lookup);
    if (found !== "no" || this.#options.absent === "no" || tail.variables.length === 0)
      return found;
    const missing = tail.widest.matches(text) && tail.resolve(lookup) === "absent";
    return missing ? this.#options.absent : "no";
  }
}

/** Up to the first wildcard or variable. */
const LITERAL = /^[^*?$]+/;

/** The five parts before the last, of an ARN with nothing to resolve in them. */
function isPlainArn(heads: readonly string[]): boolean {
  return (
    heads.length === 5 &&
    heads[0] === "arn" &&
    heads[2] !== "" &&
    heads.every((part) => !/[*?$]/.test(part))
  );
}

const COLON = { kind: "text", text: ":" } as const;

type Shape =
  /** Part by part, a `*` at the very end for all that is left. */
  | "plain"
  /** The same, but a part before ends in `*` too, and may run on. */
  | "expanding"
  /** Too few parts, unless a `*` runs on. */
  | "short"
  /** No ARN, no service, or a wildcard or variable where AWS takes none. Same page. */
  | "refused";

function shapeOf(heads: readonly Template[], tail: Template): Shape {
  const [arn, , service] = heads;
  const sound =
    arn?.exact === "arn" &&
    service?.exact !== undefined &&
    service.exact !== "" &&
    heads.every(({ variables }) => variables.length === 0) &&
    (heads.length === 5 || tail.variables.length === 0);
  if (!sound) return "refused";
  const runsOn = heads.some(endsInAny);
  if (heads.length === 5 || endsInAny(tail)) return runsOn ? "expanding" : "plain";
  return runsOn ? "short" : "refused";
}

function endsInAny({ widest }: Template): boolean {
  return widest.tokens.at(-1)?.kind === "any";
}
