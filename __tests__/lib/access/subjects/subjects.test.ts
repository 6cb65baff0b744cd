import { findSubjects } from "../../../../lib/access/subjects/find-subjects";
import { sessionContext } from "../../../../lib/access/subjects/session-context";
import type { Subject } from "../../../../lib/access/matrix/access-matrix";
import { type GeneratedWorld, generatedWorld } from "../../../support/generated-world";
import { goldenWith, validPlatform } from "../../../support/platform-file";
import { GOLDEN, synthFile } from "../../../support/synth-platform";

let golden: GeneratedWorld;
beforeAll(async () => {
  golden = generatedWorld(await synthFile(GOLDEN));
});

describe("whose access is looked at", () => {
  const ids = (world: GeneratedWorld["world"]) =>
    findSubjects(golden.platform, world).map(
      ({ id, roles }) => `${id} ${String(roles.length > 0)}`,
    );

  test("are the personas, found by the tag and not by their names", async () => {
    const renamed = generatedWorld(await synthFile(GOLDEN), {
      "identity-center": (text) => text.replaceAll('"name": "acme-auditor"', '"name": "other"'),
    });
    expect(ids(renamed.world)).toEqual(ids(golden.world));
    expect(ids(golden.world)).toEqual([
      "auditor true",
      "developer true",
      "platform-engineer true",
      "release-manager true",
    ]);
  });

  test("and whoever else has a permission set, tagged or not", async () => {
    const extra = (tag: string) => (text: string) =>
      text.replaceAll('"gatehouse:persona": "auditor"', tag);
    const tagged = generatedWorld(await synthFile(GOLDEN), {
      "identity-center": extra('"gatehouse:persona": "intruder"'),
    });
    expect(ids(tagged.world)).toEqual(expect.arrayContaining(["auditor false", "intruder true"]));
    const bare = generatedWorld(await synthFile(GOLDEN), {
      "identity-center": extra('"other": "tag"'),
    });
    expect(ids(bare.world)).toEqual(expect.arrayContaining(["acme-auditor true", "auditor false"]));
  });
});

describe("what is known of a session", () => {
  const subject = (persona: string, team?: string): Subject => ({
    id: persona,
    persona,
    roles: [],
    groups: [],
    ...(team === undefined ? {} : { team }),
  });

  test("is the organisation, the team, and MFA where the config asks for it", async () => {
    const platform = await validPlatform(
      goldenWith({ path: ["identity", "mfaTag"], value: "mfa" }),
    );
    expect(sessionContext(platform, subject("developer", "shop"))).toEqual({
      "aws:PrincipalOrgID": "o-a1b2c3d4e5",
      "aws:SecureTransport": "true",
      "aws:PrincipalTag/team": "shop",
      "aws:PrincipalTag/mfa": "true",
    });
    expect(sessionContext(golden.platform, subject("developer"))).toMatchObject({
      "aws:PrincipalTag/team": null,
    });
    expect(sessionContext(golden.platform, subject("developer"))).not.toHaveProperty([
      "aws:CurrentTime",
    ]);
  });

  test("of broken glass is a time within its window", async () => {
    const breakGlass = (window: object) =>
      validPlatform(
        goldenWith(
          {
            path: ["personas", "emergency"],
            value: {
              description: "Repairs.",
              sessionDuration: "PT1H",
              grants: [{ capabilities: ["stop"], pipelines: "all" }],
              breakGlass: { ...window, reason: "INC-1", notify: ["a@example.com"] },
            },
          },
          {
            path: ["groups", 4],
            value: { name: "Emergency", personas: ["emergency"] },
          },
        ),
      );
    const window = { from: "2026-06-02T08:00:00Z", until: "2026-06-02T10:00:00Z" };
    const context = sessionContext(await breakGlass(window), subject("emergency"));
    expect(context["aws:CurrentTime"]).toBe("2026-06-02T08:00:00Z");
  });
});
