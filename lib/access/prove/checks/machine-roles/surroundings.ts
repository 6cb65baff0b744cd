import type { Pipeline } from "../../../../model/platform";
import type { WorldPipeline, WorldResource } from "../../../world/world";
import type { Scene } from "../../scene/scene";

/** Where a pipeline's artifacts lie in one region. */
export interface Store {
  readonly region: string;
  readonly bucketArn: string;
  readonly keyArn?: string;
  /** Of the key, with `alias/`. */
  readonly aliases: readonly string[];
}

/** What belongs to whom, by the config and by what was made of it. */
export class Surroundings {
  readonly #meant: ReadonlyMap<string, Pipeline>;
  readonly #made: ReadonlyMap<string, WorldPipeline>;
  readonly #resources: ReadonlyMap<string, WorldResource>;

  constructor(readonly scene: Scene) {
    const { platform, world } = scene;
    this.#meant = new Map(platform.pipelines.map((pipeline) => [pipeline.name, pipeline]));
    this.#made = new Map(world.pipelines.map((pipeline) => [pipeline.name, pipeline]));
    this.#resources = new Map(world.resources.map((resource) => [resource.arn, resource]));
  }

  findMeant(pipeline: string): Pipeline | undefined {
    return this.#meant.get(pipeline);
  }

  findMade(pipeline: string): WorldPipeline | undefined {
    return this.#made.get(pipeline);
  }

  findResource(arn: string): WorldResource | undefined {
    return this.#resources.get(arn);
  }

  /** The pipeline's stores, but for such as were made for another. */
  storesOf({ name, stores }: WorldPipeline): readonly Store[] {
    return stores.flatMap(({ region, bucket, keyArn }): Store[] => {
      const bucketArn = this.arn("s3", "", "", bucket);
      if (!this.isOwn(bucketArn, name)) return [];
      const aliases = this.findResource(keyArn ?? "")?.aliases ?? [];
      return [{ region, bucketArn, aliases, ...(keyArn === undefined ? {} : { keyArn }) }];
    });
  }

  /** Whether some stack makes it in the tooling account, for this pipeline. */
  isOwn(arn: string, pipeline: string): boolean {
    const resource = this.findResource(arn);
    return (
      resource?.accountId === this.scene.platform.tooling.accountId &&
      resource.tags["gatehouse:pipeline"] === pipeline
    );
  }

  arn(service: string, region: string, account: string, rest: string): string {
    return ["arn", this.scene.platform.partition.name, service, region, account, rest].join(":");
  }

  inTooling(service: string, rest: string, region = this.home): string {
    return this.arn(service, region, this.scene.platform.tooling.accountId, rest);
  }

  /** A service as `kms:ViaService` names it. */
  via(service: string, region: string): string {
    return `${service}.${region}.${this.scene.platform.partition.dnsSuffix}`;
  }

  get home(): string {
    return this.scene.platform.tooling.homeRegion;
  }
}
