import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { type SynthesizedPlatform, synthPlatform } from "./synth-platform";

/** Ways to run Terraform that a platform's bootstrap stacks can be made for. */
export const RUNS = {
  hcp: {
    backend: { type: "cloud", organization: "example-org", project: "platform" },
    provisioner: { bootstrap: {} },
  },
  github: {
    backend: { type: "s3", bucket: "example-org-state", region: "eu-west-1", createBucket: true },
    provisioner: {
      bootstrap: {
        github: {
          repository: "example-org/platform",
          planEnvironment: "preview",
          applyEnvironment: "production",
        },
      },
    },
  },
  roles: {
    backend: { type: "local" },
    provisioner: {
      bootstrap: {
        trustedPrincipals: {
          plan: [
            "arn:aws:iam::222222222222:role/ci/plan",
            "arn:aws:iam::222222222222:role/ci/apply",
          ],
          apply: ["arn:aws:iam::222222222222:role/ci/apply"],
        },
      },
    },
  },
} as const;

/** A platform file, with bootstrap stacks for a way to run Terraform. */
export function bootstrapped(
  file: string,
  run: keyof typeof RUNS,
  change: Readonly<Record<string, unknown>> = {},
): Promise<SynthesizedPlatform> {
  const text = parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  return synthPlatform(stringify({ ...text, ...RUNS[run], ...change }));
}
