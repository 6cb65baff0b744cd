import { setTimeout as wait } from "node:timers/promises";
import type { Holder } from "../../../../lib/promotion/lock";
import { HcpClient } from "../../../../lib/promotion/hcp/hcp-client";
import { HcpStore } from "../../../../lib/promotion/journal/hcp-store";
import { Journal } from "../../../../lib/promotion/journal/journal";
import { HcpServer, TOKEN } from "../../../support/hcp/hcp-server";
import { failed } from "../../../support/hcp/json-api";
import { trustingFetch } from "../../../support/hcp/trusting-fetch";

const WORKSPACE = "gatehouse-promotion";

let server: HcpServer;
let slept: number;
beforeEach(async () => {
  server = await HcpServer.start();
  slept = 0;
});
afterEach(() => server.stop());

function store(more: { holder?: Partial<Holder>; project?: string } = {}): HcpStore {
  return new HcpStore({
    client: new HcpClient({
      hostname: server.hostname,
      token: TOKEN,
      fetch: trustingFetch(server.certificate),
      sleep: () => Promise.resolve(),
    }),
    organization: "acme",
    workspace: WORKSPACE,
    ...(more.project === undefined ? {} : { project: more.project }),
    holder: { id: "one", host: "here", pid: 1, began: "then", ...more.holder },
    processBegan: (pid) => (pid === 1 ? "then" : undefined),
    sleep: () => {
      slept += 1;
      return wait(5);
    },
  });
}

const workspace = () => server.organization.getWorkspace(WORKSPACE);

test("lines are added in order, each a version of the state, and read from any of them on", async () => {
  const one = store({ project: "Platform" });
  expect(await one.read(1)).toEqual([]);
  expect(server.organization.workspaces).toEqual([]);
  expect(await one.add(1, "first")).toBe(true);
  expect(await one.add(2, "second")).toBe(true);
  expect(await store().read(1)).toEqual(["first", "second"]);
  expect(await store().read(2)).toEqual(["second"]);
  expect(await store().read(3)).toEqual([]);
  expect(workspace().states.map(({ serial }) => serial)).toEqual([1, 2]);
  expect(workspace().lockedBy).toBeUndefined();
  expect(new Set(workspace().states.map(({ text }) => lineageOf(text))).size).toBe(1);
});

test("of two who write the same line, one must look again", async () => {
  await store().add(1, "first");
  const [one, other] = [store(), store({ holder: { id: "two", pid: 1 } })];
  const added = await Promise.all([one.add(2, "mine"), other.add(2, "theirs")]);
  expect([...added].sort()).toEqual([false, true]);
  expect(await one.read(2)).toEqual([added[0] ? "mine" : "theirs"]);
});

test("a journal of two writers has every line once", async () => {
  const journals = await Promise.all(
    ["one", "two"].map((id) => Journal.open({ store: store({ holder: { id } }), who: id })),
  );
  await Promise.all(
    journals.flatMap((journal) =>
      ["a", "b"].map((stack) => journal.append({ type: "looked", stack, drifted: [] })),
    ),
  );
  const { entries } = await Journal.open({ store: store(), who: "reader" });
  expect(entries.map(({ who }) => who).sort()).toEqual(["one", "one", "two", "two"]);
});

test("an answer that got lost is not taken for somebody else's line", async () => {
  await store().add(1, "first");
  server.disturb(/state-versions$/, failed(502), { method: "POST", after: true });
  expect(await store().add(2, "second")).toBe(true);
  server.disturb(/actions\/lock/, failed(502), { after: true });
  expect(await store().add(3, "third")).toBe(true);
  expect(await store().read(1)).toEqual(["first", "second", "third"]);
});

test("the lock of a process of this machine that is gone is taken over", async () => {
  await store().add(1, "first");
  const gone = { id: "gone", host: "here", pid: 2, began: "long ago" };
  lock(`Gatehouse writes the promotion's journal: ${JSON.stringify(gone)}`);
  expect(await store().add(2, "second")).toBe(true);
  expect(slept).toBe(0);
});

test.each([
  ["somebody looks into it", "is locked: somebody looks into it"],
  [
    `Gatehouse writes the promotion's journal: ${JSON.stringify({ id: "x", host: "there", pid: 2, began: "" })}`,
    '"host":"there"',
  ],
])("a lock that others hold is waited for, and then told: %s", async (reason, told) => {
  await store().add(1, "first");
  lock(reason);
  await expect(store().add(2, "second")).rejects.toMatchObject({
    message: expect.stringContaining(told) as string,
    fix: expect.stringContaining("unlock the workspace in HCP Terraform") as string,
  });
  expect(slept).toBe(29);
  expect(await store().read(1)).toEqual(["first"]);
});

test("a project and an organisation that are not there are told", async () => {
  await expect(store({ project: "Gone" }).add(1, "first")).rejects.toThrow(
    'acme has no project "Gone"',
  );
});

test("a state that is no journal is not written over", async () => {
  const added = server.organization.addWorkspace(WORKSPACE);
  const other = { version: 4, serial: 3, lineage: "x", outputs: {}, resources: [] };
  server.organization.addState(added, JSON.stringify(other));
  await expect(store().add(4, "line")).rejects.toThrow("is not a journal of Gatehouse");
  expect(added.states).toHaveLength(1);
  expect(added.lockedBy).toBeUndefined();
});

function lock(reason: string): void {
  workspace().lockedBy = TOKEN;
  workspace().lockReason = reason;
}

function lineageOf(text: string): string {
  return (JSON.parse(text) as { readonly lineage: string }).lineage;
}
