import { CHECKS } from "../../../../lib/access/prove/all-checks";
import { provingGround } from "../../../support/mutations/proving-ground";
import { SHIPPED, STARTUP, WITHOUT_IDENTITY_CENTER } from "../../../support/synth-platform";

test.each([SHIPPED, STARTUP, WITHOUT_IDENTITY_CENTER])(
  "%s holds in every claim, and each asks something",
  async (file) => {
    const ground = await provingGround(file);
    const { checks } = await ground.proveOutput(ground.output);
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id));
    const silent = checks.filter(({ decisions }) => decisions === 0).map(({ id }) => id);
    // Where nobody holds anything in accounts, no region narrows a grant; and none of these has a trail.
    expect(silent.filter((id) => id !== "windows" && id !== "audit-trail")).toEqual([]);
  },
);
