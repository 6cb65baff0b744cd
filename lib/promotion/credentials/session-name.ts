/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const LONGEST = 64;
const LONGEST_WHO = 28;
const LONGEST_WAVE = 16;

/** Who did what, as CloudTrail tells it of all that is done with a role: `octocat-42=prod=target-shop-prod`. */
export function sessionName(who: string, wave: string, stack: string): string {
  return [who.slice(0, LONGEST_WHO), wave.slice(0, LONGEST_WAVE), stack]
    .map((part) => part.replace(/[^\w.@-]/g, "-"))
    .join("=")
    .slice(0, LONGEST);
}
