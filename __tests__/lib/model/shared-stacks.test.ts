import type { Setting } from "../../../lib/config/problems/catalogue-entry";
import { goldenWith, problemsOf } from "../../support/platform-file";

const second = (stackName: string, account: string): Setting => ({
  path: ["pipelines", "second"],
  value: {
    team: "shop",
    source: { connection: "github", repository: "acme/second", branch: "main" },
    deploy: { kind: "cloudformation", executionProfile: "functions", stackName },
    stages: [{ name: "one", accounts: { names: [account] } }],
  },
});

describe("two pipelines", () => {
  test("can't deploy one CloudFormation stack: they would replace each other's change sets", async () => {
    const problems = await problemsOf("name-collision", goldenWith(second("api", "dev")));
    expect(problems).toMatchObject([
      {
        path: "pipelines.second",
        got: "api",
        message: expect.stringContaining("CloudFormation stack") as string,
      },
    ]);
  });

  test("can deploy stacks of one name to different accounts", async () => {
    const elsewhere = {
      path: ["pipelines", "api", "stages", 1, "accounts"],
      value: { names: ["dev"] },
    };
    expect(
      await problemsOf("name-collision", goldenWith(elsewhere, second("api", "staging"))),
    ).toEqual([]);
  });

  test("can deploy stacks of different names to one account", async () => {
    expect(await problemsOf("name-collision", goldenWith(second("second", "dev")))).toEqual([]);
  });
});
