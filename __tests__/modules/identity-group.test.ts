import { TerraformStack } from "cdktf";
import { IdentityGroup, type IdentityGroupSource } from "../../modules/identity-group";
import { type SynthesizedModule, synthModule } from "../support/synth-module";

type Arguments = Readonly<Record<string, unknown>>;

const identityStoreId = "d-1234567890";

/** The group's resources, and what it looks up. */
function group(source: IdentityGroupSource): SynthesizedModule & {
  lookUps(type: string): readonly Arguments[];
} {
  let data: Readonly<Record<string, Readonly<Record<string, Arguments>>>> = {};
  const resources = synthModule((scope) => {
    new IdentityGroup(scope, "group", { identityStoreId, displayName: "Release Managers", source });
    const stack = TerraformStack.of(scope).toTerraform() as { data?: typeof data };
    data = stack.data ?? {};
  });
  return { ...resources, lookUps: (type) => Object.values(data[type] ?? {}) };
}

describe("a group of the directory", () => {
  test("is created where that is asked for", () => {
    const made = group({ kind: "created", description: "Decide" });
    expect(made.the("aws_identitystore_group")).toMatchObject({
      identity_store_id: identityStoreId,
      display_name: "Release Managers",
      description: "Decide",
    });
    expect(made.all("aws_identitystore_group_membership")).toEqual([]);
  });

  test.each<[string, IdentityGroupSource, object]>([
    [
      "its display name",
      { kind: "displayName" },
      {
        unique_attribute: { attribute_path: "DisplayName", attribute_value: "Release Managers" },
      },
    ],
    [
      "the id that SCIM gave it, whatever its name is now",
      { kind: "externalId", issuer: "https://idp.example.com", id: "00g1" },
      { external_id: { issuer: "https://idp.example.com", id: "00g1" } },
    ],
  ])("is found by %s, and not created", (_, source, alternateIdentifier) => {
    const found = group(source);
    expect(found.lookUps("aws_identitystore_group")).toEqual([
      expect.objectContaining({
        identity_store_id: identityStoreId,
        alternate_identifier: alternateIdentifier,
      }),
    ]);
    expect(found.all("aws_identitystore_group")).toEqual([]);
  });
});

describe("the members of a created group", () => {
  const members = ["zoe@example.com", "ada", "zoe@example.com"];

  test("are users of the directory, found by name and never created, each once", () => {
    const made = group({ kind: "created", members });
    expect(
      made.lookUps("aws_identitystore_user").map((user) => user["alternate_identifier"]),
    ).toEqual([
      { unique_attribute: { attribute_path: "UserName", attribute_value: "ada" } },
      { unique_attribute: { attribute_path: "UserName", attribute_value: "zoe@example.com" } },
    ]);
    expect(made.all("aws_identitystore_user")).toEqual([]);
    for (const membership of made.all("aws_identitystore_group_membership")) {
      expect(membership).toMatchObject({
        group_id: expect.stringMatching(/^\$\{aws_identitystore_group\./) as string,
        member_id: expect.stringMatching(/^\$\{data\.aws_identitystore_user\./) as string,
      });
    }
  });

  test("keep their addresses when others come or go", () => {
    const addresses = (names: readonly string[]) =>
      group({ kind: "created", members: names })
        .all("aws_identitystore_group_membership")
        .map((membership) => membership["member_id"]);
    expect(addresses(members)).toHaveLength(2);
    expect(addresses(["ada", "bob", ...members])).toEqual(
      expect.arrayContaining(addresses(members)),
    );
  });
});
