import { AccessControlAttributes } from "../../modules/access-control-attributes";
import { synthModule } from "../support/synth-module";

const instanceArn = "arn:aws:sso:::instance/ssoins-1111111111111111";
const department = "${path:enterprise.department}";

const attributes = (given: Readonly<Record<string, string>>) =>
  synthModule((scope) => {
    new AccessControlAttributes(scope, "attributes", { instanceArn, attributes: given });
  }).the("aws_ssoadmin_instance_access_control_attributes");

describe("access control attributes", () => {
  test.each([
    [department, "$${path:enterprise.department}"],
    ["${user:email}", "$${user:email}"],
    ['${path:addresses[type eq "work"].region}', '$${path:addresses[type eq "work"].region}'],
  ])("reach AWS as they are written, not as Terraform would read them: %s", (source, written) => {
    expect(attributes({ team: source })).toMatchObject({
      instance_arn: instanceArn,
      attribute: [{ key: "team", value: [{ source: [written] }] }],
    });
  });

  test("are the same whatever their order", () => {
    const one = attributes({ costCenter: "${path:enterprise.costCenter}", team: department });
    const other = attributes({ team: department, costCenter: "${path:enterprise.costCenter}" });
    expect(other).toEqual(one);
    expect((one["attribute"] as { key: string }[]).map(({ key }) => key)).toEqual([
      "costCenter",
      "team",
    ]);
  });
});

describe("access control attributes that Identity Center would refuse are refused, with what to do", () => {
  const many = Object.fromEntries(
    Array.from({ length: 51 }, (_, index) => [`tag-${index}`, department]),
  );
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ["none", {}, /no access control attributes: give at least one/],
    ["more than 50", many, /has 51 attributes; AWS takes 50/],
    [
      "a long key",
      { ["x".repeat(129)]: department },
      /key of .* has 129 characters; AWS takes 128/,
    ],
    ["a key with a comma", { "a,b": department }, /attribute "a,b": its key may have letters/],
    ["an empty key", { "": department }, /attribute "": its key may have letters/],
    [
      "a source that is only a name",
      { team: "enterprise.department" },
      /attribute "team": "enterprise.department" is no source; .* \$\{path:enterprise.department\}/,
    ],
    ["a source within text", { team: `x${department}` }, /is no source/],
    [
      "a long source",
      { team: `\${path:${"x".repeat(256)}}` },
      /source of .*"team" has 264 characters; AWS takes 256/,
    ],
  ])("%s", (_, given, message) => {
    expect(() => attributes(given)).toThrow(message);
  });
});
