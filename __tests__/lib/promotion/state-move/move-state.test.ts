import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { findTerraform } from "../../../../lib/promotion/terraform/find-terraform";
import { explainFailure } from "../../../../lib/promotion/terraform/explain-failure";
import { runTerraform } from "../../../../lib/promotion/terraform/run-terraform";
import {
  generatedBackend,
  initializedBackend,
} from "../../../../lib/promotion/state-move/backend-block";
import { oldBackend } from "../../../../lib/promotion/state-move/backend-of";
import { moveCommands } from "../../../../lib/promotion/state-move/move-commands";
import { prepareMove, StateMover } from "../../../../lib/promotion/state-move/move-state";
import {
  isMoved,
  type MovedStack,
  stateMoves,
} from "../../../../lib/promotion/state-move/state-moves";
import { statePlace } from "../../../../lib/promotion/state-move/state-place";
import { EmulatedAws } from "../../../../scripts/demo/emulated-aws";
import { terraformEnvironment } from "../../../../scripts/terraform/terraform-environment";
import { useEmulator } from "../../../support/emulator";
import { cloudEnvironment } from "../../../support/hcp/cloud-environment";
import { HcpServer } from "../../../support/hcp/hcp-server";
import { describeWithTerraform } from "../../../support/terraform";

const REGION = "eu-west-1";
const emulator = useEmulator();
let server: HcpServer;
let env: NodeJS.ProcessEnv;
let root: string;
beforeAll(async () => {
  server = await HcpServer.start();
  const config = await new EmulatedAws(emulator.endpoint).inAccount("222222222222", REGION);
  const client = new S3Client(config);
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await client.send(new CreateBucketCommand({ Bucket: "acme-state", CreateBucketConfiguration }));
  client.destroy();
  const { accessKeyId, secretAccessKey, sessionToken = "" } = config.credentials;
  env = {
    ...terraformEnvironment(),
    ...cloudEnvironment(server),
    TF_INPUT: "0",
    AWS_ENDPOINT_URL_S3: emulator.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
});
afterAll(() => server.stop());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gatehouse-move-"));
  mkdirSync(join(root, "cdktf.out", "stacks", "web"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const LOCAL = { backend: { local: { path: "../../../state/web.tfstate" } } };
const s3 = (prefix: string) => ({
  backend: {
    s3: {
      bucket: "acme-state",
      key: `${prefix}/web.tfstate`,
      region: REGION,
      use_lockfile: true,
      use_path_style: true,
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
    },
  },
});
const cloud = (prefix: string) => ({
  cloud: {
    hostname: server.hostname,
    organization: "acme",
    workspaces: { name: `${prefix}-web` },
  },
});

const folder = () => join(root, "cdktf.out", "stacks", "web");
const work = () => join(root, "state-migration");
const stack = () => ({ name: "web", folder: folder(), dependencies: [] });
const mover = () => new StateMover({ binary: findTerraform() ?? "", env, work: work() });

function write(terraform: object, input = "first"): void {
  const content = { terraform, resource: { terraform_data: { it: { input } } } };
  writeFileSync(join(folder(), "cdk.tf.json"), JSON.stringify(content));
}

async function terraform(...args: readonly string[]) {
  const outcome = await runTerraform({
    binary: findTerraform() ?? "",
    folder: folder(),
    args,
    env,
  });
  return { ...outcome, output: `${outcome.stdout}\n${outcome.stderr}` };
}

async function applied(backend: object): Promise<string> {
  write(backend);
  expect(await terraform("init")).toMatchObject({ code: 0 });
  await apply();
  return (await terraform("state", "pull")).stdout;
}

async function apply(): Promise<void> {
  expect(await terraform("plan", "-out=tfplan")).toMatchObject({ code: 0 });
  expect(await terraform("apply", "tfplan")).toMatchObject({ code: 0 });
}

/** Terraform gives what is pushed another lineage where there was none before. */
function contentOf(text: string): object {
  return { ...(JSON.parse(text) as object), lineage: "" };
}

async function runMove(move: MovedStack): Promise<void> {
  expect(await mover().run(move)).toMatchObject({ kind: "moved", state: { resources: 1 } });
}

async function runPrinted(move: MovedStack): Promise<void> {
  prepareMove(move, work());
  const script = moveCommands(move, work()).join("\n");
  // Not synchronously: the server is in this process.
  await promisify(execFile)("sh", ["-ec", script], { env });
}

function theMove(): MovedStack {
  const [move] = stateMoves([stack()]).filter(isMoved);
  if (move === undefined) throw new Error("nothing moves");
  return move;
}

describeWithTerraform("a state moves to another backend", () => {
  test.each([
    [
      "from files to a bucket",
      () => [LOCAL, s3("one")],
      runMove,
      () => ({ type: "local", directory: "state" }),
    ],
    [
      "from files to HCP Terraform, by the commands that are printed",
      () => [LOCAL, cloud("one")],
      runPrinted,
      () => ({ type: "local", directory: "state" }),
    ],
    [
      "from HCP Terraform to files",
      () => [cloud("two"), LOCAL],
      runMove,
      () => ({ type: "cloud", hostname: server.hostname, workspacePrefix: "two-" }),
    ],
  ] as const)("%s, and a plan there changes nothing", async (_, blocks, run, origin) => {
    const [from = {}, to = {}] = blocks();
    const before = await applied(from);
    write(to);
    for (const command of ["init", "plan"]) {
      const { code, output } = await terraform(command);
      expect([code, explainFailure(output)?.code]).toEqual([1, "backend-changed"]);
    }
    const move = theMove();
    // Where the journal was follows from what the folder was initialized for.
    expect(oldBackend([move], root)).toMatchObject(origin());
    await run(move);
    const after = await terraform("state", "pull");
    expect(contentOf(after.stdout)).toEqual(contentOf(before));
    expect(await terraform("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
    expect(stateMoves([stack()])).toMatchObject([{ kind: "in-place" }]);
  });

  test("what was moved and then applied is not taken back", async () => {
    await applied(LOCAL);
    write(s3("later"));
    const move = theMove();
    await mover().run(move);
    const modes = ["web/state.tfstate", "web/from/main.tf.json"].map(
      (path) => statSync(join(work(), path)).mode & 0o777,
    );
    // They may hold secrets.
    expect(modes).toEqual([0o600, 0o600]);
    write(s3("later"), "second");
    await apply();
    expect(await mover().run(move)).toMatchObject({ kind: "already-there" });
    expect((await terraform("state", "pull")).stdout).toContain('"second"');

    // Applied in both places since: neither is thrown away.
    const old = join(root, "state", "web.tfstate");
    const state = JSON.parse(readFileSync(old, "utf8")) as { serial: number; outputs: object };
    const edited = {
      ...state,
      serial: state.serial + 9,
      outputs: { a: { value: 1, type: "number" } },
    };
    writeFileSync(old, JSON.stringify(edited));
    await expect(mover().run(move)).rejects.toThrow(
      /s3:..acme-state.later.web.tfstate has another/,
    );
    expect((await terraform("state", "pull")).stdout).toContain('"second"');
  });

  test("what was applied in the old place after a move that didn't end is moved, too", async () => {
    await applied(LOCAL);
    write(s3("again"));
    const move = theMove();
    await mover().run(move);
    const old = join(root, "state", "web.tfstate");
    const state = JSON.parse(readFileSync(old, "utf8")) as { serial: number };
    const outputs = { late: { value: "x", type: "string" } };
    writeFileSync(old, JSON.stringify({ ...state, serial: state.serial + 1, outputs }));
    expect(await mover().run(move)).toMatchObject({ kind: "moved" });
    expect((await terraform("state", "pull")).stdout).toContain('"late"');
  });

  test("a state of something else is not written over", async () => {
    await applied(s3("taken"));
    rmSync(join(folder(), ".terraform"), { recursive: true });
    await applied(LOCAL);
    write(s3("taken"));
    await expect(mover().run(theMove())).rejects.toThrow("has another state: serial 1 of ");
  });

  test("a stack that was never applied turns to the new backend", async () => {
    write(LOCAL);
    await terraform("init");
    write(cloud("never"));
    expect(await mover().run(theMove())).toEqual({ kind: "no-state" });
    expect(initializedBackend(folder())?.type).toBe("cloud");
  });
});

test("the same place with other settings needs an init, and no move", () => {
  write({ backend: { s3: { bucket: "b", key: "k", region: "eu-west-1" } } });
  const config = { bucket: "b", key: "k", region: "eu-west-2", profile: null };
  mkdirSync(join(folder(), ".terraform"));
  const note = JSON.stringify({ version: 3, backend: { type: "s3", config, hash: 1 } });
  writeFileSync(join(folder(), ".terraform", "terraform.tfstate"), note);
  expect(stateMoves([stack()])).toMatchObject([{ kind: "initialize" }]);
  expect(statePlace(generatedBackend(folder()), folder())).toBe("s3://b/k");
});
