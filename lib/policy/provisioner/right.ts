import type { Conditions } from "../statement";
import type { TerraformResource } from "./terraform-resource";

/** What Terraform does with a resource. A plan reads; an apply does all of it. */
export type Operation = "create" | "read" | "update" | "delete";

/** Actions that an operation of the AWS provider asks IAM for, and on what. */
export interface Right {
  readonly operations: readonly Operation[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

/** What a type of resource or data source needs, by what its arguments say. */
export type RightsOf = (resource: TerraformResource) => readonly Right[];

/** By Terraform type; data sources as `data.<type>`. */
export type RightsTable = Readonly<Record<string, RightsOf>>;

export const READ: readonly Operation[] = ["read"];
export const CREATE: readonly Operation[] = ["create"];
export const DELETE: readonly Operation[] = ["delete"];
/** Where the same call makes a thing and changes it, such as a bucket's versioning. */
export const PUT: readonly Operation[] = ["create", "update"];
export const UPDATE: readonly Operation[] = ["update"];
/** Where taking a setting back is putting another. */
export const WRITE: readonly Operation[] = ["create", "update", "delete"];

/** Of actions that IAM knows no resource of. */
export const ANY = ["*"] as const;
