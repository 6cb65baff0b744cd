import { readFileSync } from "node:fs";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { parseDocument } from "yaml";
import type { LabStack } from "../../scripts/demo/lab";
import { FaultyAws } from "../support/faulty-aws";
import { FaultyStack } from "../support/faulty-stack";
import { change } from "../support/platform-file";
import { STARTUP, synthPlatform } from "../support/synth-platform";
import { useLab } from "../support/use-lab";

const MINUTES = 60_000;

const STATES = "states";
const POLICY = "create aws_iam_policy.app_deploy-boundary_policy";
const ROLE = "create aws_iam_role.app_deploy-role";
const ROLE_POLICY = "create aws_iam_role_policy.app_deploy-role_policies_inline";
const ROLE_NAME = "acme-app-deploy";

let faulty: FaultyAws;
const lab = useLab(STARTUP, {
  between: async (emulator) => {
    faulty = await FaultyAws.open(emulator);
    return faulty.endpoint;
  },
});

/** Each test gets an account of its own, where a pipeline is to have a policy, a role and the role's policy. */
const ACCOUNTS = Array.from({ length: 9 }, (_, index) => ({
  name: `test-${index}`,
  id: `31000000000${index}`,
}));
const TEXT = String(
  change(
    parseDocument(readFileSync(STARTUP, "utf8")),
    ACCOUNTS.map(({ name, id }) => ({
      path: ["accounts", name],
      value: { id, environment: "test", regions: ["eu-west-1"] },
    })),
  ),
);

let unused: LabStack[];
beforeAll(async () => {
  const { platform } = await synthPlatform(TEXT);
  unused = lab()
    .lab.stacks(platform)
    .filter(({ name }) => ACCOUNTS.some((account) => name === `target-${account.name}`));
  const { aws } = lab();
  const management = await aws.inAccount(platform.managementAccountId, "eu-west-1");
  await new S3Client(management).send(new CreateBucketCommand({ Bucket: STATES }));
}, 5 * MINUTES);
afterAll(() => faulty.close());

let stack: LabStack;
let faultyStack: FaultyStack;
beforeEach(async () => {
  const next = unused.pop();
  if (next === undefined) throw new Error("no account is left: add one");
  stack = next;
  faultyStack = await FaultyStack.open(stack, STATES, faulty.endpoint);
  expect(await faultyStack.plan()).toEqual([POLICY, ROLE, ROLE_POLICY]);
  faulty.calls.length = 0;
}, 5 * MINUTES);
afterEach(() => faulty.heal());

const created = () => ({
  policies: faulty.count("iam", "CreatePolicy"),
  roles: faulty.count("iam", "CreateRole"),
});

async function roleId(): Promise<string | undefined> {
  const { aws } = lab();
  const iam = new IAMClient(await aws.inAccount(stack.accountId, stack.region));
  return (await iam.send(new GetRoleCommand({ RoleName: ROLE_NAME }))).Role?.RoleId;
}

/** Applies what is left, which ends well, and leaves nothing to do. */
async function resumes(left: readonly string[]): Promise<void> {
  expect(await faultyStack.plan()).toEqual(left);
  expect(await faultyStack.apply().ended).toMatchObject({ code: 0 });
  expect(await faultyStack.plan()).toEqual([]);
}

describe("an apply that is stopped half-way", () => {
  test(
    "by a Ctrl-C, ends, writes its state, and makes anew what it was at, which the provider had to leave unfinished",
    async () => {
      const held = faulty.hold({ service: "iam", action: "CreateRole" }, "answer");
      const applying = faultyStack.apply();
      await held.reached;
      applying.kill("SIGINT");
      held.release();
      const { code, output } = await applying.ended;
      expect(code).toBe(1);
      expect(output).toContain("Gracefully shutting down");
      await resumes([ROLE_POLICY, "replace aws_iam_role.app_deploy-role"]);
      expect(created()).toEqual({ policies: 1, roles: 2 });
    },
    5 * MINUTES,
  );

  test(
    "by a kill, leaves a lock and things that no state knows, and goes on by the commands that we name",
    async () => {
      const held = faulty.hold({ service: "iam", action: "CreateRole" }, "answer");
      const applying = faultyStack.apply();
      await held.reached;
      applying.kill("SIGKILL");
      expect((await applying.ended).code).toBe("SIGKILL");
      await held.abandoned;
      held.release();
      const id = await roleId();

      const codes: string[] = [];
      const commands: string[] = [];
      for (;;) {
        const planned = await faultyStack.run("plan", "-input=false", "-out=tfplan");
        const { explained } = planned.code === 0 ? await faultyStack.apply().ended : planned;
        if (explained === undefined) break;
        codes.push(explained.code);
        for (const [command, code] of await faultyStack.follow(explained)) {
          commands.push(command);
          expect(code).toBe(0);
        }
      }
      expect(codes).toEqual(["state-locked", "already-exists", "already-exists"]);
      expect(commands).toEqual([
        expect.stringMatching(/^terraform force-unlock [\da-f-]{36}$/),
        expect.stringMatching(
          new RegExp(
            `^terraform import 'aws_iam_policy\\S+' 'arn:aws:iam::${stack.accountId}:policy/${ROLE_NAME}-boundary'$`,
          ),
        ),
        expect.stringMatching(
          new RegExp(`^terraform import 'aws_iam_role\\.\\S+' '${ROLE_NAME}'$`),
        ),
      ]);
      expect(await faultyStack.plan()).toEqual([]);
      expect(await roleId()).toBe(id);
    },
    5 * MINUTES,
  );
});

test(
  "while somebody applies, another Terraform is told who and since when, changes nothing, and works afterwards",
  async () => {
    const held = faulty.hold({ service: "iam", action: "CreateRole" }, "answer");
    const applying = faultyStack.apply();
    await held.reached;
    const { code, explained } = await faultyStack.run("plan", "-input=false");
    expect(code).toBe(1);
    expect(explained).toEqual({
      code: "state-locked",
      what: expect.stringMatching(
        /^a terraform apply of \S+@\S+ holds the state's lock since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC$/,
      ) as string,
      fix: expect.stringMatching(/terraform force-unlock [\da-f-]{36}$/) as string,
    });
    held.release();
    expect(await applying.ended).toMatchObject({ code: 0 });
    expect(await faultyStack.plan()).toEqual([]);
    expect(created()).toEqual({ policies: 1, roles: 1 });
  },
  5 * MINUTES,
);

describe("credentials that expire in the middle of an apply", () => {
  test(
    "are told, what was made is kept, and fresh ones go on",
    async () => {
      faulty.fail({ service: "iam", action: "PutRolePolicy" }, "expired");
      const { code, explained } = await faultyStack.apply().ended;
      expect(code).toBe(1);
      expect(explained).toMatchObject({
        code: "credentials-expired",
        what: "the AWS credentials expired at IAM's PutRolePolicy",
      });
      faulty.heal();
      await resumes([ROLE_POLICY]);
      expect(created()).toEqual({ policies: 1, roles: 1 });
    },
    5 * MINUTES,
  );

  test(
    "so that not even the state can be written, leave it in a file, and fresh ones write it by the commands that we name",
    async () => {
      const held = faulty.hold({ service: "iam", action: "PutRolePolicy" }, "request");
      const applying = faultyStack.apply();
      await held.reached;
      faulty.fail({ service: "s3" }, "expired");
      held.release();
      const { code, explained } = await applying.ended;
      expect(code).toBe(1);
      if (explained === undefined) throw new Error("not explained");
      expect(explained.code).toBe("state-not-saved");
      faulty.heal();

      const locked = await faultyStack.run("plan", "-input=false");
      if (locked.explained === undefined) throw new Error(locked.output);
      expect(locked.explained.code).toBe("state-locked");
      expect(await faultyStack.follow(locked.explained)).toMatchObject([[expect.anything(), 0]]);
      expect(await faultyStack.follow(explained)).toEqual([
        ["terraform state push errored.tfstate", 0],
      ]);
      expect(await faultyStack.plan()).toEqual([]);
      expect(created()).toEqual({ policies: 1, roles: 1 });
    },
    5 * MINUTES,
  );
});

test(
  "what AWS throttles or fails for a moment is applied all the same",
  async () => {
    faulty.fail({ service: "iam", action: "CreatePolicy" }, "throttled", 1);
    faulty.fail({ service: "iam", action: "CreateRole" }, "broken", 1);
    expect(await faultyStack.apply().ended).toMatchObject({ code: 0 });
    expect(await faultyStack.plan()).toEqual([]);
    expect(created()).toEqual({ policies: 2, roles: 2 });
  },
  5 * MINUTES,
);

test.each([
  ["throttles", "throttled", "throttled", "AWS takes no more calls for now at IAM's CreateRole"],
  ["fails", "broken", "api-error", "AWS fails at IAM's CreateRole, with status 500"],
  [
    "denies",
    "denied",
    "access-denied",
    "arn:aws:sts::111111111111:assumed-role/deployer/gatehouse may not iam:CreateRole on " +
      "arn:aws:iam::300000000001:role/acme-app-deploy",
  ],
] as const)(
  "what AWS %s for ever ends, is told, and goes on once that is over",
  async (_, fault, code, what) => {
    faulty.fail({ service: "iam", action: "CreateRole" }, fault);
    const run = await faultyStack.apply().ended;
    expect(run).toMatchObject({ code: 1, explained: { code, what } });
    expect(created().roles).toBeLessThanOrEqual(2);
    faulty.heal();
    await resumes([ROLE, ROLE_POLICY]);
    expect(created().policies).toBe(1);
  },
  5 * MINUTES,
);
