import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { compileTooling } from "../../../lib/policy/compile-tooling";
import { goldenWith, validPlatform } from "../../support/platform-file";

const READS = { capabilities: ["view", "artifacts"], pipelines: "all" };
const GLASS = { breakGlass: { notify: ["security@example.com"] }, sessionDuration: "PT1H" };

const persona = (name: string, more: object): Setting => ({
  path: ["personas", name],
  value: { description: "A job.", enabled: false, ...more },
});

/** Roles of people that the artifact keys of a platform know. */
async function readers(...settings: Setting[]): Promise<string[]> {
  const platform = await validPlatform(goldenWith(...settings));
  const arns = compileTooling(platform).regions.flatMap(({ keyPolicy }) =>
    keyPolicy.flatMap(({ conditions }) =>
      [conditions?.["ArnLike"]?.["aws:PrincipalArn"] ?? []].flat(),
    ),
  );
  return [...new Set(arns.filter((arn) => arn.includes("AWSReservedSSO")))];
}

const roleOf = (name: string) =>
  `arn:aws:iam::100000000002:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_acme-${name}_*`;

test("a persona for emergencies that is closed is prepared for: opening it changes no key", async () => {
  const glass = { ...GLASS, grants: [READS] };
  expect(await readers(persona("rescue", glass))).toEqual([roleOf("rescue")]);
  const open = {
    ...glass,
    enabled: true,
    breakGlass: {
      ...GLASS.breakGlass,
      from: "2027-01-31T08:00:00Z",
      until: "2027-01-31T18:00:00Z",
      reason: "INC-1",
    },
  };
  expect(await readers(persona("rescue", open))).toEqual([roleOf("rescue")]);
});

test("one that reads no artifacts is left out, and so is any other that is off", async () => {
  const looks = { capabilities: ["view"], pipelines: "all" };
  expect(await readers(persona("rescue", { ...GLASS, grants: [looks] }))).toEqual([]);
  expect(await readers(persona("reader", { grants: [READS] }))).toEqual([]);
  expect(await readers(persona("reader", { enabled: true, grants: [READS] }))).toEqual([
    roleOf("reader"),
  ]);
});
