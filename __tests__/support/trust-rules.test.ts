import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { platformFaults } from "./platform-rules";
import { type PolicyStatement, policiesIn } from "./policies";
import {
  type StackJson,
  type SynthesizedPlatform,
  WITHOUT_IDENTITY_CENTER,
  synthPlatform,
} from "./synth-platform";
import { BY_USERS, OIDC, SAML } from "./trust-of";
import { type PersonaRoleFacts, isPersonaTrust } from "./trust-rules";

const STACK = "tooling";
const ACCOUNT = "222222222222";

async function signedInBy(identity: object): Promise<SynthesizedPlatform> {
  const config = parse(readFileSync(WITHOUT_IDENTITY_CENTER, "utf8")) as {
    personas: Record<string, { grants: object[] }>;
  };
  config.personas["developer"]?.grants.push({ capabilities: ["stop"], pipelines: "own-team" });
  return synthPlatform(stringify({ ...config, identity: { mode: "iam", ...identity } }));
}

function trustOf(synthesized: SynthesizedPlatform, persona: string): readonly PolicyStatement[] {
  const found = policiesIn(STACK, synthesized.stack(STACK)).find(
    ({ argument, resource }) =>
      argument === "assume_role_policy" && resource["name"] === `ferry-${persona}`,
  );
  if (found === undefined) throw new Error(`no role of ${persona}`);
  return found.statements;
}

function factsOf({ platform }: SynthesizedPlatform, name: string): PersonaRoleFacts {
  const persona = platform.personas.find((each) => each.name === name);
  if (persona === undefined || platform.identity.mode !== "iam") throw new Error(`no ${name}`);
  return { platform, identity: platform.identity, persona, accountId: ACCOUNT };
}

/** The same statement, with one thing in it looser or other. */
function nearMisses(statement: PolicyStatement): [string, PolicyStatement][] {
  const { Condition = {}, Principal, Action: _action, ...rest } = statement;
  const conditions = Object.entries(Condition).flatMap(([operator, tests]) => {
    const { [operator]: _left, ...others } = Condition;
    const keys = Object.entries(tests).flatMap(([key, values]): [string, PolicyStatement][] => {
      const { [key]: _out, ...kept } = tests;
      const also = [values].flat();
      const changed = (now: object) => ({ ...statement, Condition: { ...others, ...now } });
      return [
        [`without ${key}`, changed(Object.keys(kept).length === 0 ? {} : { [operator]: kept })],
        [`${key} as anything`, changed({ [operator]: { ...tests, [key]: [...also, "*"] } })],
      ];
    });
    const bare = operator.replace(/^ForA\w+:/, "");
    return [
      ...keys,
      [
        `${operator} if it exists`,
        { ...statement, Condition: { ...others, [`${operator}IfExists`]: tests } },
      ],
      [
        `any of ${operator}`,
        { ...statement, Condition: { ...others, [`ForAnyValue:${bare}`]: tests } },
      ],
    ] as [string, PolicyStatement][];
  });
  return [
    ...conditions,
    ["without conditions", { ...statement, Condition: {} }],
    ["anyone", { ...statement, Principal: "*" }],
    ["any account", { ...statement, Principal: { AWS: "*" } }],
    [
      "another account",
      JSON.parse(
        JSON.stringify({ ...statement, Principal }).replaceAll(/\d{12}/g, "999999999999"),
      ) as PolicyStatement,
    ],
    ["every action of STS", { ...statement, Action: "sts:*" }],
    ["all but one action", { ...rest, Principal, Condition, NotAction: "sts:GetCallerIdentity" }],
  ];
}

describe.each<[string, object]>([
  ["an identity account", BY_USERS],
  ["SAML", { signIn: SAML }],
  ["SAML with a persona's tag and MFA", { signIn: { ...SAML, personaTag: "Job" }, mfaTag: "mfa" }],
  ["OpenID Connect", { signIn: OIDC }],
  ["OpenID Connect with MFA", { signIn: OIDC, mfaTag: "mfa" }],
])("trust by %s", (_name, identity) => {
  let synthesized: SynthesizedPlatform;
  beforeAll(async () => {
    synthesized = await signedInBy(identity);
  });

  test.each(["developer", "harbour-master"])("of %s is taken as it is written", (persona) => {
    const trust = trustOf(synthesized, persona);
    const facts = factsOf(synthesized, persona);
    expect(trust.every((statement) => isPersonaTrust(statement, facts))).toBe(true);
    expect(platformFaults(synthesized)).toEqual([]);
  });

  test.each(["developer", "harbour-master"])("of %s is a fault when any part is looser", (name) => {
    const facts = factsOf(synthesized, name);
    const taken = trustOf(synthesized, name)
      .flatMap(nearMisses)
      .filter(([, statement]) => isPersonaTrust(statement, facts));
    expect(taken.map(([what]) => what)).toEqual([]);
  });

  test("is a fault on the role of somebody else, and on one that is nobody's", () => {
    const [developer] = trustOf(synthesized, "developer");
    if (developer === undefined) throw new Error("trusts nobody");
    // By SAML alone, only the provider knows who may have which persona.
    const isSame = "signIn" in identity && identity.signIn === SAML;
    expect(isPersonaTrust(developer, factsOf(synthesized, "harbour-master"))).toBe(isSame);
    const untagged = platformFaults({
      ...synthesized,
      stack: (name) => withoutTags(synthesized.stack(name)),
    });
    expect(untagged.some((fault) => fault.includes("trust statement"))).toBe(true);
  });
});

function withoutTags(stack: StackJson): StackJson {
  const roles = Object.entries(stack.resource["aws_iam_role"] ?? {});
  const bare = roles.map(([id, { tags: _tags, ...role }]) => [id, role] as const);
  return { ...stack, resource: { ...stack.resource, aws_iam_role: Object.fromEntries(bare) } };
}
