import { CodePipelineClient, ListPipelinesCommand } from "@aws-sdk/client-codepipeline";
import {
  GetRoleCommand,
  IAMClient,
  CreateRoleCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import {
  HeadBucketCommand,
  CreateBucketCommand,
  GetBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { ClientConfig } from "../../scripts/demo/emulated-aws";
import { CREDENTIALS } from "../../scripts/demo/emulator/seed-of";
import { useEmulator } from "./emulator";
import { FaultyAws } from "./faulty-aws";

const emulator = useEmulator();
let faulty: FaultyAws;
beforeEach(async () => {
  faulty = await FaultyAws.open(emulator.endpoint);
});
afterEach(() => faulty.close());

/** @param maxAttempts how often AWS's own SDK tries */
function config(maxAttempts = 1): ClientConfig {
  return {
    endpoint: faulty.endpoint,
    region: "eu-west-1",
    credentials: CREDENTIALS,
    forcePathStyle: true,
    maxAttempts,
  };
}

async function endOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "answered",
    (error: unknown) => (error as Error).name,
  );
}

/** One call by each protocol. */
const CALLS = {
  json: {
    service: "codepipeline",
    action: "ListPipelines",
    make: (attempts?: number) =>
      new CodePipelineClient(config(attempts)).send(new ListPipelinesCommand({})),
  },
  query: {
    service: "iam",
    action: "ListRoles",
    make: (attempts?: number) => new IAMClient(config(attempts)).send(new ListRolesCommand({})),
  },
  "rest-xml": {
    service: "s3",
    action: "GET /things?policy",
    make: (attempts?: number) =>
      new S3Client(config(attempts)).send(new GetBucketPolicyCommand({ Bucket: "things" })),
  },
};

describe.each(Object.values(CALLS))("a call of $service", ({ service, action, make }) => {
  test("is noted, and answered by what is behind", async () => {
    expect(await endOf(make())).toBe(service === "s3" ? "NoSuchBucket" : "answered");
    expect(faulty.calls).toEqual([expect.objectContaining({ service, action }) as unknown]);
  });

  test.each([
    ["throttled", "ThrottlingException", "Throttling", "SlowDown"],
    ["broken", "InternalFailure", "ServiceFailureException", "InternalError"],
    ["expired", "ExpiredTokenException", "ExpiredToken", "ExpiredToken"],
    ["denied", "AccessDeniedException", "AccessDenied", "AccessDenied"],
  ] as const)("%s, fails by the name that the service has for it", async (fault, ...names) => {
    faulty.fail({ service, action }, fault);
    const [json, query, rest] = names;
    const name = { codepipeline: json, iam: query, s3: rest }[service];
    await expect(make()).rejects.toMatchObject({ name });
    await expect(make()).rejects.toMatchObject({ name });
    faulty.heal();
    expect(await endOf(make())).not.toBe(name);
  });

  test.each(["throttled", "broken"] as const)(
    "%s so many times, is made again by AWS's own SDK until it is answered",
    async (fault) => {
      faulty.fail({ service }, fault, 2);
      const end = await endOf(make(3));
      expect(faulty.count(service, action)).toBe(3);
      expect(end).toBe(await endOf(make()));
    },
  );
});

const TRUST = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const create = { RoleName: "held", AssumeRolePolicyDocument: TRUST };

describe("a held call", () => {
  test("is not made while its request is held, and never where its caller gives up", async () => {
    const held = faulty.hold({ service: "iam", action: "CreateRole" }, "request");
    const caller = new AbortController();
    const made = new IAMClient(config()).send(new CreateRoleCommand(create), {
      abortSignal: caller.signal,
    });
    await held.reached;
    caller.abort();
    await expect(made).rejects.toMatchObject({ name: "AbortError" });
    await held.abandoned;
    held.release();
    const asked = new IAMClient(config()).send(new GetRoleCommand({ RoleName: "held" }));
    await expect(asked).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  test("has done what it does while its answer is held", async () => {
    const held = faulty.hold({ service: "iam", action: "CreateRole" }, "answer");
    const made = new IAMClient(config()).send(new CreateRoleCommand(create));
    await held.reached;
    const asked = await new IAMClient(config()).send(new GetRoleCommand({ RoleName: "held" }));
    expect(asked.Role?.RoleName).toBe("held");
    held.release();
    expect((await made).Role?.RoleName).toBe("held");
  });
});

test("only the calls that were named are touched, by a pattern of their paths too", async () => {
  faulty.fail({ service: "s3", action: /^PUT .*\?policy$/ }, "broken");
  const s3 = new S3Client(config());
  await s3.send(new CreateBucketCommand({ Bucket: "whole" }));
  await expect(s3.send(new HeadBucketCommand({ Bucket: "whole" }))).resolves.toBeDefined();
  expect(faulty.calls.map(({ action }) => action)).toEqual(["PUT /whole", "HEAD /whole"]);
});
