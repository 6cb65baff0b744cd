import type { Platform } from "../../../model/platform";
import type { PipelineGround } from "../../capabilities/capability";
import { bucketArn, sourcesOf } from "../../capabilities/service-capabilities";
import type { World } from "../../world/world";
import { pipelineGrounds } from "../list-questions";
import type { Place } from "../place";

/** Tells which pipelines a resource of the tooling account belongs to, from the generated pipelines themselves. */
export class ResourcePlaces {
  readonly #pipelines = new Map<string, Place[]>();
  readonly #approvals = new Set<string>();
  readonly #created: readonly Place[];

  constructor(
    readonly platform: Platform,
    world: World,
  ) {
    for (const ground of pipelineGrounds(world)) this.#note(ground);
    this.#created = platform.pipelines
      .filter(({ source }) => source.connection.kind === "created")
      .map(({ name }) => ({ kind: "pipeline", pipeline: name }));
  }

  /** Each pipeline whose it is; of a stage or an approval, that as well. */
  of(arn: string): readonly Place[] {
    const [, , service = "", , accountId = "", ...rest] = arn.split(":");
    if (accountId !== "" && accountId !== this.platform.tooling.accountId) return NOBODYS;
    if (service === "codepipeline") return this.#ofCodePipeline(arn, rest.join(":"));
    const owner = OWNERS.reduce((found, pattern) => found.replace(pattern, ""), arn);
    const places = this.#pipelines.get(owner);
    if (places !== undefined) return places;
    // Which connection Terraform will have created isn't known, so all of them count as created.
    return /^code(star-)?connections$/.test(service) ? this.#created : NOBODYS;
  }

  #ofCodePipeline(arn: string, path: string): readonly Place[] {
    const [pipeline = "", stage, action] = path.split("/");
    const whole = arn.slice(0, arn.length - path.length + pipeline.length);
    if (!this.#pipelines.has(whole)) return NOBODYS;
    const places: Place[] = [{ kind: "pipeline", pipeline }];
    if (stage !== undefined) places.push({ kind: "stage", pipeline, stage });
    if (stage !== undefined && action !== undefined && this.#approvals.has(arn))
      places.push({ kind: "approval", pipeline, stage, action });
    return places;
  }

  #note({ pipeline, projects }: PipelineGround): void {
    const place: Place = { kind: "pipeline", pipeline: pipeline.name };
    const owned = [
      pipeline.arn,
      pipeline.roleArn,
      ...projects.flatMap(({ arn, logGroupArn }) =>
        logGroupArn === undefined ? [arn] : [arn, logGroupArn.replace(/:\*$/, "")],
      ),
      ...pipeline.stores.flatMap(({ bucket, keyArn }) =>
        keyArn === undefined
          ? [bucketArn(pipeline.arn, bucket)]
          : [bucketArn(pipeline.arn, bucket), keyArn],
      ),
      ...sourcesOf({ pipeline }).map(({ connection }) => connection),
    ];
    for (const arn of new Set(owned))
      this.#pipelines.set(arn, [...(this.#pipelines.get(arn) ?? []), place]);
    for (const { name: stage, actions } of pipeline.stages) {
      for (const { name, category } of actions)
        if (category === "Approval") this.#approvals.add(`${pipeline.arn}/${stage}/${name}`);
    }
  }
}

const NOBODYS: readonly Place[] = Object.freeze([]);

/** What follows the ARN of what guards something: an object's key, a log's streams. */
const OWNERS: readonly RegExp[] = [
  /(?<=^arn:[^:]*:s3:::[^/]*)\/.*$/,
  /(?<=^arn:[^:]*:logs:[^:]*:[^:]*:log-group:[^:]*):.*$/,
];
