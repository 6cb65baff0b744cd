import { findTerraform } from "../lib/promotion/terraform/find-terraform";
import { UserError } from "./user-error";

/** Terraform as it is installed here. @throws UserError where it isn't */
export function terraformBinary(): string {
  const binary = findTerraform();
  if (binary !== undefined) return binary;
  throw new UserError(
    "there is no terraform on the PATH",
    "install Terraform 1.10 or later (https://developer.hashicorp.com/terraform/install), or name it in TERRAFORM_BINARY_NAME",
  );
}
