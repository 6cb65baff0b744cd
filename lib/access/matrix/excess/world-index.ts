import type { World, WorldRole } from "../../world/world";

/** The world's resources by service, those that somebody in an account could reach. */
export class WorldIndex {
  readonly #byPlace = new Map<string, Set<string>>();

  constructor(
    { pipelines, projects, resources, roles }: World,
    readonly toolingId: string,
  ) {
    for (const { arn, accountId, stages } of pipelines) {
      this.#add(accountId, arn);
      for (const { name: stage, actions } of stages) {
        this.#add(accountId, `${arn}/${stage}`);
        for (const { name } of actions) this.#add(accountId, `${arn}/${stage}/${name}`);
      }
    }
    for (const { arn, accountId } of projects) this.#add(accountId, arn);
    for (const { arn, accountId, type } of resources) this.#addResource(type, accountId, arn);
    for (const role of roles) this.#addRole(role);
  }

  /** Those of the account, and of the tooling account what a policy of its own may open to others. */
  of(service: string, accountId: string): readonly string[] {
    const own = [...(this.#byPlace.get(`${accountId} ${service}`) ?? [])];
    if (accountId === this.toolingId || !SHARED.has(service)) return own;
    return [...own, ...(this.#byPlace.get(`${this.toolingId} ${service}`) ?? [])];
  }

  #addRole({ arn, accountId }: WorldRole): void {
    this.#add(accountId, arn);
    this.#add(accountId, arn, "sts");
  }

  #addResource(type: string, accountId: string, arn: string): void {
    this.#add(accountId, arn);
    if (type === "s3_bucket") this.#add(accountId, `${arn}/made-up`);
    if (type === "cloudwatch_log_group") {
      this.#add(accountId, `${arn.replace(/:\*$/, "")}:log-stream:`);
      this.#add(accountId, `${arn.replace(/:\*$/, "")}:log-stream:made-up`);
    }
  }

  #add(accountId: string, arn: string, service = arn.split(":", 3)[2] ?? ""): void {
    const key = `${accountId} ${service}`;
    const there = this.#byPlace.get(key);
    if (there === undefined) this.#byPlace.set(key, new Set([arn]));
    else there.add(arn);
  }
}

/** Services whose resources may let in other accounts. */
const SHARED: ReadonlySet<string> = new Set(["kms", "s3", "secretsmanager", "sns", "sqs", "sts"]);
