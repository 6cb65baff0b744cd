import { createHash } from "node:crypto";
import { parse, stringify } from "yaml";
import { packStatements } from "../../../../lib/policy/pack-statements";
import { compilePersonaIn } from "../../../../lib/policy/persona/compile-persona";
import { personaRole } from "../../../../lib/policy/persona/persona-role";
import { getPersona } from "../../../support/persona-policies";
import { GOLDEN_TEXT, validPlatform } from "../../../support/platform-file";
import { SAML, TOOLING } from "../../../support/trust-of";

/** Pipelines of names that no pattern can tell apart, with somebody who views and stops every second one. */
async function scattered(count: number, settings: object = {}) {
  const config = parse(GOLDEN_TEXT) as { pipelines: { web: { source: object } } };
  const names = Array.from(
    { length: count },
    (_, index) => `p${createHash("sha256").update(String(index)).digest("hex").slice(0, 20)}`,
  );
  const library = { team: "shop", source: config.pipelines.web.source };
  const platform = await validPlatform(
    stringify({
      ...config,
      pipelines: Object.fromEntries(names.map((name) => [name, library])),
      executionProfiles: {},
      personas: {
        helper: {
          description: "Helps.",
          grants: [
            {
              capabilities: ["view", "stop", "logs"],
              pipelines: { names: names.filter((_, index) => index % 2 === 0) },
            },
          ],
          ...settings,
        },
      },
      groups: [],
      identity: { mode: "iam", signIn: SAML },
    }),
  );
  if (platform.identity.mode !== "iam") throw new Error("another mode");
  const persona = getPersona(platform, "helper");
  return {
    compiled: compilePersonaIn(platform, persona, TOOLING),
    role: personaRole(platform, platform.identity, persona, TOOLING),
  };
}

test("what does not fit into a role goes into the policies that were measured, by the same names", async () => {
  const { compiled, role } = await scattered(160);
  expect(compiled.managed.map(({ name }) => name)).toContain("acme-helper-1");
  const { inline, managed } = packStatements(role.statements);
  expect(inline).toEqual(compiled.inline);
  expect(managed).toEqual(compiled.managed.map(({ statements }) => statements));
});

test("its denies are in the role's own policy, whatever else there is", async () => {
  const { compiled } = await scattered(160);
  const denies = (statements: readonly { effect?: string }[]) =>
    statements.filter(({ effect }) => effect === "Deny").length;
  expect(denies(compiled.inline)).toBeGreaterThan(5);
  expect(compiled.managed.map(({ statements }) => denies(statements))).toEqual(
    compiled.managed.map(() => 0),
  );
});

test.each([
  ["PT1H", 3_600],
  ["PT90M", 5_400],
  ["PT1H30M", 5_400],
  ["PT12H", 43_200],
])("sessions of %s last %d seconds", async (sessionDuration, seconds) => {
  const { role } = await scattered(2, { sessionDuration });
  expect(role.maxSessionSeconds).toBe(seconds);
});
