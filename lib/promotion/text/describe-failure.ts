import { explainFailure } from "../terraform/explain-failure";

/** What went wrong and what to do, where that is known, before Terraform's own words. */
export function describeFailure(output: string): string {
  const explained = explainFailure(output);
  if (explained === undefined) return output;
  const [first = "", ...commands] = explained.fix.split("\n");
  const fix = [`  fix: ${first}`, ...commands.map((command) => `    ${command}`)];
  return [explained.what, ...fix, "", output].join("\n");
}
