import { findHarmless, HARMLESS } from "../support/mutations/harmless";
import { type ProvingGround, provingGround } from "../support/mutations/proving-ground";
import { ALL, sampleOf } from "../support/mutations/sample";
import { GOLDEN } from "../support/synth-platform";

/** So many are tried of all. */
const SAMPLE = 160;

/** Of the slips that change a decision, so many must be found. */
const LEAST = 0.95;

describe("the proof, of a generator that slips", () => {
  let ground: ProvingGround;

  beforeAll(async () => {
    ground = await provingGround(GOLDEN);
  });

  it("finds nothing where nothing slipped", async () => {
    expect(
      (await ground.proveOutput(ground.output)).checks.flatMap(({ findings }) => findings),
    ).toEqual([]);
  });

  it("knows more than a hundred kinds of slips, and what is harmless is few of them", () => {
    const harmful = ground.mutations.filter((mutation) => findHarmless(mutation) === undefined);
    expect(harmful.length).toBeGreaterThan(500);
    expect(harmful.length / ground.mutations.length).toBeGreaterThan(0.75);
  });

  it("excuses no kind of slip that there is none of", () => {
    const unused = HARMLESS.filter(
      ({ pattern }) => !ground.mutations.some(({ id }) => pattern.test(id)),
    );
    expect(unused.map(({ what }) => what)).toEqual([]);
  });

  it(
    "finds at least 95 % of the slips that change a decision",
    async () => {
      const harmful = ground.mutations.filter((mutation) => findHarmless(mutation) === undefined);
      const tried = sampleOf(harmful, SAMPLE);
      const missed: string[] = [];
      for (const mutation of tried)
        if (!(await ground.isCaught(mutation))) missed.push(mutation.id);
      expect(tried.length).toBeGreaterThanOrEqual(100);
      expect({
        share: 1 - missed.length / tried.length >= LEAST,
        missed: missed.length / tried.length > 1 - LEAST ? missed : [],
      }).toEqual({ share: true, missed: [] });
    },
    ALL ? 3 * 60 * 60_000 : 30 * 60_000,
  );
});
