import type { Platform } from "../../../model/platform";
import { listCapabilities } from "../../capabilities/list-capabilities";
import { Intent } from "../../intent/intent";
import type { Finding } from "../../prove/proof";
import type { AccessMatrix } from "../access-matrix";
import type { MatrixInput } from "../compute-matrix";
import { listQuestions } from "../list-questions";
import type { Place } from "../place";
import { groupBy, listPlaces } from "./list-places";

/** Where something was granted and nothing was generated that it could be about. */
export function findMissingPlaces(
  { platform, world }: MatrixInput,
  { subjects }: AccessMatrix,
): Finding[] {
  const intent = new Intent(platform);
  const asked = new Set(
    listQuestions(platform, world).map(({ capability, place }) => keyOf(capability, place)),
  );
  const lacking = subjects.flatMap((subject) =>
    expectedPlaces(platform)
      .filter(({ capability, place }) => !asked.has(keyOf(capability, place)))
      .flatMap(({ capability, place }) => {
        const [grant] = intent.grants(subject, capability, place);
        return grant === undefined ? [] : [{ subject, capability, place, grant }];
      }),
  );
  return groupBy(lacking, ({ subject, capability }) => `${subject.id} ${capability}`).map(
    (alike): Finding => {
      const [{ subject, capability, grant }] = alike;
      const places = listPlaces(alike.map(({ place }) => withoutAction(place)));
      return {
        kind: "violated",
        who: subject.id,
        message: `${subject.id} was granted ${capability} on ${places}, and the Terraform has nothing there that this could be about`,
        evidence: [],
        config: grant.path,
        fix: "synthesise anew; if the Terraform is of another version of the config, compare it with that one",
      };
    },
  );
}

interface Expected {
  readonly capability: string;
  readonly place: Place;
}

function expectedPlaces(platform: Platform): Expected[] {
  return listCapabilities(platform).flatMap(({ name: capability, level }) =>
    placesOf(platform, level).map((place) => ({ capability, place })),
  );
}

function placesOf(
  { pipelines, accounts }: Platform,
  level: "account" | "approval" | "pipeline" | "stage",
): Place[] {
  switch (level) {
    case "account":
      return accounts.map(({ name, id }) => ({ kind: "account", account: name, accountId: id }));
    case "pipeline":
      return pipelines.map(({ name }) => ({ kind: "pipeline", pipeline: name }));
    case "stage":
      return pipelines.flatMap(({ name: pipeline, stages }) =>
        stages.map(({ name: stage }): Place => ({ kind: "stage", pipeline, stage })),
      );
    case "approval":
      return pipelines.flatMap(({ name: pipeline, stages }) =>
        stages
          .filter(({ approval }) => approval !== undefined)
          .map(({ name: stage }): Place => ({ kind: "approval", pipeline, stage, action: "" })),
      );
  }
}

/** What an approval is called, the config doesn't say; a stage has one. */
function withoutAction(place: Place): Place {
  return place.kind === "approval"
    ? { kind: "stage", pipeline: place.pipeline, stage: place.stage }
    : place;
}

function keyOf(capability: string, place: Place): string {
  const where =
    place.kind === "account"
      ? place.accountId
      : place.kind === "pipeline"
        ? place.pipeline
        : `${place.pipeline}/${place.stage}`;
  return `${capability} ${where}`;
}
