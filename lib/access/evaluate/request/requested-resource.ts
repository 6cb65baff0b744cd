import { GlobSymbols } from "../match/glob-symbols";
import { type ArnSegments, splitArn } from "../match/split-arn";
import { Template } from "../match/template";

/** The resource of a request, cut up once. */
export interface RequestedResource {
  /** An ARN, or `*` where the action has no resource. */
  readonly text: string;
  readonly segments: ArnSegments | undefined;
  /**
   * Where the text has wildcards it stands for every resource that fits: an allow must reach all of them, and a deny
   * that reaches some leaves the rest open. An action without resources has `*`, which then stands for itself.
   */
  readonly pattern: GlobSymbols | undefined;
}

export function createRequestedResource(text: string, takesResources = false): RequestedResource {
  const many = text === "*" ? takesResources : text.includes("*") || text.includes("?");
  return { text, segments: splitArn(text), pattern: many ? symbolsOf(text) : undefined };
}

function symbolsOf(text: string): GlobSymbols {
  return new GlobSymbols(new Template(text, { variables: false, wildcards: true }).widest.tokens);
}
