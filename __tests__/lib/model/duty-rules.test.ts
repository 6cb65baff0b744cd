import { describeDuty } from "../../../lib/model/checks/describe-duty";
import { goldenWith, problemsIn } from "../../support/platform-file";

test("a duty is said in words, whatever the duty is", () => {
  const web = 'pipeline "web"';
  expect(describeDuty("start", web)).toBe('start pipeline "web"');
  expect(describeDuty("logs", web)).toBe('read the logs of pipeline "web"');
  expect(describeDuty("gate")).toBe("open its gates");
});

describe("rules that can't be kept", () => {
  const rules = (...value: object[]) =>
    problemsIn(
      goldenWith({
        path: ["separationOfDuties"],
        value: value.map((each) => ({ description: "Kept apart.", ...each })),
      }),
    );
  const stopping = { name: "stopping", holder: ["stop"], mustNotHold: ["artifacts"] };

  test("are two of one name", async () => {
    expect(await rules(stopping, { ...stopping, holder: ["retry"] })).toMatchObject([
      {
        code: "duplicate-name",
        path: "separationOfDuties[1].name",
        message: 'rule "stopping" is already defined at separationOfDuties[0]',
      },
    ]);
  });

  test("are one by the name of the rule that always holds", async () => {
    expect(await rules({ ...stopping, name: "approver-brings-nothing-about" })).toMatchObject([
      { code: "duplicate-name", path: "separationOfDuties[0].name" },
    ]);
  });

  test("keep a duty apart from itself", async () => {
    expect(await rules({ ...stopping, mustNotHold: ["override", "override"] })).toEqual([]);
    expect(
      await rules({ name: "never", holder: ["rollback", "override"], mustNotHold: ["override"] }),
    ).toMatchObject([
      {
        code: "duty-forbids-itself",
        path: "separationOfDuties[0].mustNotHold",
        message: "override would be kept apart from itself, so that nobody could hold it",
      },
    ]);
  });

  test("keep a duty apart from itself: that alone is told, of whoever holds it nothing", async () => {
    const editing = { name: "never", holder: ["edit"], mustNotHold: ["edit", "approve"] };
    expect((await rules(editing)).map(({ code }) => code)).toEqual(["duty-forbids-itself"]);
  });
});
