import { findHarmless, HARMLESS } from "../support/mutations/harmless";
import { type ProvingGround, provingGround } from "../support/mutations/proving-ground";
import { ALL, sampleOf } from "../support/mutations/sample";
import { GOLDEN } from "../support/synth-platform";

/** So many are tried of each kind; MUTANTS=all tries every one. */
const OF_EACH = 2;

let ground: ProvingGround;
beforeAll(async () => {
  ground = await provingGround(GOLDEN);
});

/** Beside what is harmless, the same done where it isn't: what asks both worlds must see the difference. */
const NEAR_MISSES: readonly RegExp[] = [
  /boundary_policy.* Keys: allow every action$/,
  /tooling\S+ aws_iam_policy\.people_boundary\S+ PeoplePassRole: drop condition StringEquals iam:PassedToService$/,
  /auditor_inline.* NoSilence: drop the deny$/,
  /approve-prod-role\S+ ExactRoles: drop condition ArnEquals aws:PrincipalArn$/,
  /build-project-role\S+ Service: trust another service$/,
  /ArtifactsOfTargets: drop condition StringEquals aws:PrincipalOrgID$/,
  /release-manager_inline.* NotElsewhere: deny nowhere$/,
  /EditPassConnection2: allow on every resource$/,
  /artifacts_policy\S+ OnlyKms: drop the deny$/,
  /boundary_policy.* BuildExtras2: allow on every resource$/,
  /AccessLogs: drop condition ArnLike aws:SourceArn$/,
];

describe("what is called harmless", () => {
  test.each(HARMLESS.map((rule) => [rule.what, rule] as const))(
    "changes no decision: %s",
    async (_, rule) => {
      const slips = ground.mutations.filter((mutation) => findHarmless(mutation) === rule);
      const changed: string[] = [];
      for (const slip of sampleOf(slips, OF_EACH)) {
        const compared = await ground.compare(slip, rule.about);
        expect(compared.asked).toBeGreaterThan(0);
        changed.push(...compared.changed.slice(0, 1).map((what) => `${slip.id}: ${what}`));
      }
      expect(changed).toEqual([]);
    },
    ALL ? 30 * 60_000 : 60_000,
  );

  test.each(NEAR_MISSES)("is told from what is not, such as %s", async (pattern) => {
    const slip = ground.mutations.find(({ id }) => pattern.test(id));
    if (slip === undefined) throw new Error(`no slip is like ${pattern.source}`);
    expect(findHarmless(slip)).toBeUndefined();
    expect((await ground.compare(slip)).changed).not.toEqual([]);
  });
});
