import type { Verdict } from "../../evaluate/decide/verdict";
import type { Ask, Question } from "../../world/ask";
import type { Finding } from "../proof";

/** What a question is about, for whoever reads the finding. */
export interface Claimed {
  /** A subject's id or a role's ARN. */
  readonly who: string;
  /** What must not, or must, be possible: `start pipeline "web"`. */
  readonly what: string;
  readonly fix: string;
  readonly config?: readonly (string | number)[];
}

/** Puts a check's questions, counts them, and keeps what came of them. */
export class Inquiry {
  readonly #ask: Ask;
  readonly #findings = new Map<string, Finding>();
  readonly #notes = new Set<string>();
  #decisions = 0;
  #more = 0;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** For what puts its questions, and counts them, itself. */
  get source(): Ask {
    return this.#ask;
  }

  get decisions(): number {
    return this.#decisions;
  }

  /** Findings beyond the most that are kept. */
  get more(): number {
    return this.#more;
  }

  get notes(): readonly string[] {
    return [...this.#notes].sort();
  }

  /** Violations first, then as they read. */
  get findings(): readonly Finding[] {
    return [...this.#findings.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, finding]) => finding);
  }

  ask(question: Question): Verdict {
    this.#decisions += 1;
    return this.#ask(question);
  }

  /** Without evidence of this very account: for verdicts that are as they should be. */
  #askAlike(question: Question): Verdict {
    this.#decisions += 1;
    return this.#ask.alike(question) ?? this.#ask(question);
  }

  /** Counts what was decided elsewhere. */
  count(decisions: number): void {
    this.#decisions += decisions;
  }

  note(text: string): void {
    this.#notes.add(text);
  }

  report(finding: Finding): void {
    const { kind, who, message, action = "", resource = "" } = finding;
    const key = [kind === "violated" ? "0" : "1", message, who, action, resource].join("\n");
    if (this.#findings.has(key)) return;
    if (this.#findings.size < MOST_FINDINGS) this.#findings.set(key, finding);
    else this.#more += 1;
  }

  /** Whoever asks must be refused. */
  mustNot(question: Question, claimed: Claimed): void {
    const { kind } = this.#askAlike(question);
    if (kind === "explicitlyDenied" || kind === "implicitlyDenied") return;
    const verdict = this.#ask(question);
    if (verdict.kind === "conditional") this.#tellOpen("may", question, claimed, verdict);
    else this.#tell("violated", `${claimed.who} can ${claimed.what}`, question, claimed, verdict);
  }

  /** Whoever asks must be refused by a deny, which holds whatever else is allowed. */
  mustBeDenied(question: Question, claimed: Claimed): void {
    if (this.#askAlike(question).kind === "explicitlyDenied") return;
    const verdict = this.#ask(question);
    const message =
      verdict.kind === "implicitlyDenied"
        ? `no deny keeps ${claimed.who} from being allowed to ${claimed.what}`
        : `no deny keeps ${claimed.who} from this, should another policy allow it: ${claimed.what}`;
    if (verdict.kind === "conditional") this.#tellOpen("may", question, claimed, verdict);
    else this.#tell("violated", message, question, claimed, verdict);
  }

  /** Whoever asks must be let. */
  must(question: Question, claimed: Claimed): void {
    if (this.#askAlike(question).kind === "allowed") return;
    const verdict = this.#ask(question);
    if (verdict.kind === "conditional") {
      this.#tellOpen("may not", question, claimed, verdict);
      return;
    }
    const why = verdict.kind === "implicitlyDenied" ? verdict.lacks : "it is denied";
    const message = `${claimed.who} cannot ${claimed.what}, and needs to: ${why}`;
    this.#tell("violated", message, question, claimed, verdict);
  }

  #tell(
    kind: Finding["kind"],
    message: string,
    { action, resource }: Question,
    { who, fix, config }: Claimed,
    { by }: Verdict,
  ): void {
    const place = config === undefined ? {} : { config };
    this.report({ kind, message, who, action, resource, evidence: by, ...place, fix });
  }

  #tellOpen(
    verb: string,
    question: Question,
    claimed: Claimed,
    verdict: Extract<Verdict, { kind: "conditional" }>,
  ): void {
    const keys = verdict.keys.length === 0 ? "" : ` (${verdict.keys.join(", ")})`;
    const message = `${claimed.who} ${verb} be able to ${claimed.what}, which hangs on${keys}: ${verdict.when}`;
    this.#tell("undecided", message, question, claimed, verdict);
  }
}

/** Nobody reads more, and one widened statement may be found thousands of times. */
const MOST_FINDINGS = 100;
