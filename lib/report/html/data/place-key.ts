import type { Place } from "../../../access/matrix/place";

/** Names a place in a link, such as `checkout-api/prod/approve`; accounts have no slash and a sign of their own. */
export function placeKey(place: Place): string {
  switch (place.kind) {
    case "pipeline":
      return place.pipeline;
    case "stage":
      return `${place.pipeline}/${place.stage}`;
    case "approval":
      return `${place.pipeline}/${place.stage}/${place.action}`;
    case "account":
      return `@${place.account}`;
  }
}

/** By itself, in a sentence. */
export function placeWords(place: Place): string {
  switch (place.kind) {
    case "pipeline":
      return `pipeline ${place.pipeline}`;
    case "stage":
      return `stage ${place.stage} of ${place.pipeline}`;
    case "approval":
      return `approval ${place.action} of stage ${place.stage} of ${place.pipeline}`;
    case "account":
      return `account ${place.account}`;
  }
}

/** Beside the others of its pipeline or environment. */
export function placeLabel(place: Place): string {
  switch (place.kind) {
    case "pipeline":
      return "whole pipeline";
    case "stage":
      return place.stage;
    case "approval":
      return place.action;
    case "account":
      return place.account;
  }
}

/** The names that shared texts leave out, always in this order: see `PlaceNames`. */
export function placeNames(place: Place): readonly string[] {
  return place.kind === "account"
    ? ["", "", "", place.account, place.accountId]
    : [
        place.pipeline,
        place.kind === "pipeline" ? "" : place.stage,
        place.kind === "approval" ? place.action : "",
      ];
}
