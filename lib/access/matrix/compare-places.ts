import type { Place } from "./place";

/** Pipelines before accounts, each by name; a pipeline before its stages. */
export function comparePlaces(one: Place, other: Place): number {
  const [a, b] = [sortKey(one), sortKey(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Names hold no spaces, which sort before everything that they do hold. */
function sortKey(place: Place): string {
  return place.kind === "account" ? `b ${place.account}` : `a ${placeName(place, " ")}`;
}

/** `checkout-api`, `checkout-api/prod`, `checkout-api/prod/approve`, or an account's name. */
export function placeName(place: Place, separator = "/"): string {
  switch (place.kind) {
    case "pipeline":
      return place.pipeline;
    case "stage":
      return [place.pipeline, place.stage].join(separator);
    case "approval":
      return [place.pipeline, place.stage, place.action].join(separator);
    case "account":
      return place.account;
  }
}
