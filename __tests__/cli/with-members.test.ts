import { withMembers } from "../../cli/with-members";
import { goldenWith, validPlatform } from "../support/platform-file";

test("people of an export come beside whom the config names, each once and written alike in all groups", async () => {
  const platform = await validPlatform(
    goldenWith({ path: ["groups", 0, "members"], value: ["linus", "Ada"] }),
  );
  const named = platform.groups.find(({ members }) => members !== undefined);
  const [other, ...rest] = platform.groups.filter((group) => group !== named);
  const byGroup = new Map([
    [named?.name.toLowerCase() ?? "", ["ada", "grace"]],
    [other?.name.toLowerCase() ?? "", ["ADA"]],
  ]);
  const { groups } = withMembers(platform, { byGroup });
  const membersOf = (group: typeof named) =>
    groups.find(({ name }) => name === group?.name)?.members;
  expect(membersOf(named)).toEqual(["Ada", "grace", "linus"]);
  expect(membersOf(other)).toEqual(["Ada"]);
  expect(groups).toEqual(expect.arrayContaining(rest));
  expect(named?.members).toEqual(["Ada", "linus"]);
});
