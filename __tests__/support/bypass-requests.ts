import type { IamRequest } from "./decide";

/** The shipped platform's accounts. */
export const TOOLING = "222222222222";
export const SHOP_PROD = "400000000003";

export type Asked = readonly [action: string, resource: string, context?: IamRequest["context"]];

/** By the denies, joined by spaces, that everybody has against it; then by what it is. */
export type Ways = Readonly<Record<string, Readonly<Record<string, Asked>>>>;

export const PASS = "iam:PassRole";

export function role(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

export function topic(account: string, name: string): string {
  return `arn:aws:sns:eu-west-1:${account}:${name}`;
}

function pipeline(place: string): string {
  return `arn:aws:codepipeline:eu-west-1:${TOOLING}:${place}`;
}

export function passedTo(service: string, associated?: string): IamRequest["context"] {
  return {
    "iam:PassedToService": `${service}.amazonaws.com`,
    ...(associated === undefined ? {} : { "iam:AssociatedResourceArn": pipeline(associated) }),
  };
}
