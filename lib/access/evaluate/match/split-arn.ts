/** `arn`, partition, service, region, account and resource. */
export type ArnSegments = readonly [string, string, string, string, string, string];

/**
 * Cuts at the first five colons; the resource part keeps its own. A colon within `${…}` is part of a variable's name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function splitArn(text: string): ArnSegments | undefined {
  const segments: string[] = [];
  let start = 0;
  let inVariable = false;
  for (let index = 0; index < text.length && segments.length < 5; index += 1) {
    const letter = text[index];
    if (letter === "$" && text[index + 1] === "{") inVariable = true;
    else if (letter === "}") inVariable = false;
    else if (letter === ":" && !inVariable) {
      segments.push(text.slice(start, index));
      start = index + 1;
    }
  }
  const [arn, partition, service, region, account] = segments;
  if (arn === undefined || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined) return undefined;
  return [arn, partition, service, region, account, text.slice(start)];
}
