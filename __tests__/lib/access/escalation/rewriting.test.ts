import { TOOLING, arnOf, edgesOf, role } from "./small-world";

const EVERYTHING = `everything in ${TOOLING}`;
const BOUNDARY = `arn:aws:iam::${TOOLING}:policy/boundary`;

describe("rewriting rights", () => {
  test.each([
    ["a role's policy", "iam:PutRolePolicy", "*"],
    ["the own role's policy", "iam:PutRolePolicy", arnOf("weak")],
    ["a policy's default version", "iam:SetDefaultPolicyVersion", "*"],
    ["somebody's password", "iam:UpdateLoginProfile", `arn:aws:iam::${TOOLING}:user/*`],
    ["whom a role trusts", "iam:Update*", "arn:aws:iam::*:role/*"],
  ])("gains the account: %s", async (_, action, resource) => {
    const weak = role("weak", { allow: [{ Action: action, Resource: resource }] });
    const found = await edgesOf({ roles: [weak] });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((edge) => edge.endsWith(`-> ${EVERYTHING}`))).toBe(true);
  });

  test("is found where all but the own role is denied", async () => {
    const weak = role("weak", {
      allow: [{ Action: "iam:PutRolePolicy", Resource: "arn:aws:iam::*:role/*" }],
      deny: [{ Action: "iam:PutRolePolicy", NotResource: arnOf("weak") }],
    });
    expect(await edgesOf({ roles: [weak] })).toEqual([
      `weak -iam:PutRolePolicy on weak-> ${EVERYTHING}`,
    ]);
  });

  test("under a boundary that must stay on is none", async () => {
    const bounded = {
      Action: ["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"],
      Resource: "arn:aws:iam::*:role/work/*",
      Condition: { StringEquals: { "iam:PermissionsBoundary": BOUNDARY } },
    };
    expect(await edgesOf({ roles: [role("weak", { allow: [bounded] })] })).toEqual([]);
  });

  test("under a boundary that may be left out is one", async () => {
    const optional = {
      Action: "iam:PutRolePolicy",
      Resource: arnOf("work/*"),
      Condition: { StringEqualsIfExists: { "iam:PermissionsBoundary": BOUNDARY } },
    };
    expect(await edgesOf({ roles: [role("weak", { allow: [optional] })] })).toEqual([
      `weak -iam:PutRolePolicy on work/x-> ${EVERYTHING}`,
    ]);
  });

  test("is none where it only reads or tags", async () => {
    const reads = { Action: ["iam:Get*", "iam:List*", "iam:TagRole"], Resource: "*" };
    expect(await edgesOf({ roles: [role("weak", { allow: [reads] })] })).toEqual([]);
  });

  test("in Identity Center gains every permission set", async () => {
    const weak = role("weak", { allow: [{ Action: "sso:CreateAccount*", Resource: "*" }] });
    expect(await edgesOf({ roles: [weak] })).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^weak -sso:CreateAccountAssignment on .*-> every permission set$/,
        ) as string,
      ]),
    );
  });
});

describe("tagging users", () => {
  // The users' account of the example without Identity Center.
  const USERS = "555555555555";
  const tagger = (accountId: string) =>
    role("weak", { accountId, allow: [{ Action: "iam:TagUser", Resource: "*" }] });

  test("gains every persona in the account whose users' tags say who has which", async () => {
    const found = await edgesOf({ roles: [tagger(USERS)] }, "iam");
    expect(found).toContain(`weak -iam:TagUser on arn:aws:iam::${USERS}:user/any-> every persona`);
  });

  test("gains nothing in another account, or where there is Identity Center", async () => {
    expect(await edgesOf({ roles: [tagger(TOOLING)] }, "iam")).toEqual([]);
    expect(await edgesOf({ roles: [tagger(USERS)] })).toEqual([]);
  });
});
