/**
 * Text that Terraform is to take as it stands: `${…}` and `%{…}` would otherwise be its own expressions.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function literalText(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
