import type { RequestedResource } from "../request/requested-resource";
import { atMostUnknown, type Tri } from "../tri";
import { Glob } from "./glob";
import { globsOverlap } from "./globs-overlap";
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
  readonly #whole: Template;
  readonly #all: boolean;
  readonly #shape: Shape;
  /** The parts that are compared one by one: the first five, or fewer where the last `*` stands for several. */
  readonly #heads: readonly Glob[];
  /** The same as text with its colons, where they have no wildcard: most patterns. */
  readonly #head: string | undefined;
  /** What a resource starts with if it matches at all. */
  readonly #start: string;
  readonly #tail: Template;
  /** What an ARN cut short may have been meant for. */
  readonly #longer: Glob;

  constructor(
    readonly text: string,
    options: ResourcePatternOptions,
  ) {
    const { variables, doubt } = options;
    const read = (part: string): Template =>
      new Template(part, { variables, wildcards: true, doubt });
    this.#options = options;
    this.#whole = read(text);
    this.#all = /^\*+$/.test(text);
    this.#longer = new Glob([...this.#whole.widest.tokens, COLON, { kind: "any" }]);
    const parts: readonly string[] = splitArn(text) ?? text.split(":");
    const heads = parts.slice(0, -1).map(read);
    this.#tail = read(parts.at(-1) ?? "");
    this.#shape = shapeOf(heads, this.#tail);
    this.#heads = heads.map(({ widest }) => widest);
    const plain = this.#heads.every(({ hasWildcard }) => !hasWildcard);
    this.#head = plain ? `${parts.slice(0, -1).join(":")}:` : undefined;
    const [first] = this.#whole.widest.tokens;
    this.#start = first?.kind === "text" && this.#shape !== "refused" ? first.text : "";
  }

  get variables(): Template["variables"] {
    return this.#whole.variables;
  }

  /** Whether the pattern takes in the resource, or all of the resources asked about. */
  matches(resource: RequestedResource, lookup: Lookup): Tri {
    if (this.#all) return "yes";
    if (resource.pattern === undefined && !resource.text.startsWith(this.#start)) return "no";
    const found = this.#matchesOne(resource, lookup);
    if (found !== "no" || resource.pattern === undefined) return found;
    return globsOverlap(this.#whole.widest.tokens, resource.pattern) ? this.#options.partly : "no";
  }

  #matchesOne({ text, segments }: RequestedResource, lookup: Lookup): Tri {
    if (this.#shape === "refused") {
      const meant = this.#whole.widest.matches(text) || this.#longer.matches(text);
      return meant ? this.#options.doubt : "no";
    }
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

  #matchesHead(text: string, segments: ArnSegments): boolean {
    if (this.#head !== undefined) return text.startsWith(this.#head);
    return this.#heads.every((glob, index) => glob.matches(segments[index] ?? ""));
  }

  #rest(segments: ArnSegments): string {
    return this.#heads.length === 5 ? segments[5] : segments.slice(this.#heads.length).join(":");
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
