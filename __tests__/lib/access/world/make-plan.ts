import { ACCOUNT } from "./make-world";

/** A resource as `terraform show -json` tells of it. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly [more: string]: unknown;
}

export function planned(
  type: string,
  name: string,
  values: Resource["values"],
  more = {},
): Resource {
  return { address: `${type}.${name}`, mode: "managed", type, name, values, ...more };
}

export function configured(type: string, name: string, expressions: object) {
  return { mode: "managed", type, name, provider_config_key: "aws", expressions };
}

/** As a plan lists them: the attribute, and then what has it. */
export function refersTo(address: string) {
  return { references: [address, address.slice(0, address.lastIndexOf("."))] };
}

export const PROVIDERS = {
  aws: {
    name: "aws",
    expressions: {
      region: { references: ["var.region"] },
      allowed_account_ids: { constant_value: [ACCOUNT] },
    },
  },
};
