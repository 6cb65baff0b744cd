import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processBegan, thisProcess } from "../../../cli/promotion/this-process";
import { FolderStore } from "../../../lib/promotion/journal/folder-store";
import type { JournalEvent } from "../../../lib/promotion/journal/entry";
import { History } from "../../../lib/promotion/journal/history";
import { Journal } from "../../../lib/promotion/journal/journal";
import { breakLock, type Holder, PromotionLock } from "../../../lib/promotion/lock";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (who = "alice@one") => Journal.open({ store: new FolderStore(folder), who });
const holder = (id: string, more: Partial<Holder> = {}): Holder => ({
  id,
  host: "one",
  pid: 10,
  began: "monday",
  ...more,
});
const take = async (held: Holder, clock: (pid: number) => string | undefined, who?: string) =>
  PromotionLock.take(await open(who), held, clock);

const alive = () => "monday";
const gone = () => undefined;
const looked: JournalEvent = { type: "looked", stack: "app", drifted: [] };

test("a second one is refused, and told who holds it and how to go on", async () => {
  await take(holder("first"), alive);
  const second = take(holder("second", { pid: 11 }), alive, "bob@one");
  await expect(second).rejects.toThrow(
    /^alice@one holds the promotion lock since .*process 10 on one$/,
  );
  await expect(second).rejects.toMatchObject({
    fix: expect.stringContaining("gatehouse promote unlock first") as string,
  });
});

test("of ten who ask at once, one gets it", async () => {
  const asked = Array.from({ length: 10 }, (_, index) => take(holder(`p${index}`), alive));
  const got = (await Promise.allSettled(asked)).filter(({ status }) => status === "fulfilled");
  expect(got).toHaveLength(1);
});

test("once it is given back, the next one gets it", async () => {
  await (await take(holder("first"), alive)).release();
  await expect(take(holder("second"), alive)).resolves.toBeDefined();
});

test("it is taken over from a process of this machine that is gone", async () => {
  await take(holder("first"), alive);
  await expect(take(holder("second", { pid: 11 }), gone)).resolves.toBeDefined();
});

test("a number that another process has got since is another process", async () => {
  await take(holder("first"), alive);
  await expect(take(holder("second", { pid: 11 }), () => "tuesday")).resolves.toBeDefined();
});

test("of another machine nobody here knows whether it is gone", async () => {
  await take(holder("first", { host: "two" }), alive);
  await expect(take(holder("second"), gone)).rejects.toThrow("process 10 on two");
});

test("of ten who take it over at once, one gets it", async () => {
  await take(holder("first"), alive);
  const asked = Array.from({ length: 10 }, (_, index) =>
    take(holder(`p${index}`, { pid: 11 + index }), (pid) => (pid === 10 ? undefined : "monday")),
  );
  const got = (await Promise.allSettled(asked)).filter(({ status }) => status === "fulfilled");
  expect(got).toHaveLength(1);
});

test("whoever lost it can write nothing more, and takes it from nobody by giving it back", async () => {
  const first = await take(holder("first"), alive);
  await take(holder("second", { pid: 11 }), gone);
  await expect(first.append(looked)).rejects.toThrow("somebody broke this promotion's lock");
  await first.release();
  expect(new History((await open()).entries).lock()?.event.id).toBe("second");
});

test("it is broken by its id, and by no other", async () => {
  await take(holder("first", { host: "two" }), alive);
  await expect(breakLock(await open(), "other")).rejects.toThrow("is held by first, not other");
  await breakLock(await open(), "first");
  await expect(take(holder("second"), alive)).resolves.toBeDefined();
  await expect(breakLock(await open(), "first")).rejects.toThrow("held by second");
});

test("with nobody holding it there is nothing to break", async () => {
  await expect(breakLock(await open(), "first")).rejects.toThrow("nobody holds the promotion lock");
});

test("this process is found alive, as the one that it is", () => {
  const me = thisProcess();
  expect(processBegan(me.pid)).toBe(me.began);
  expect(me.began).not.toBe("");
  expect(processBegan(2 ** 22 + 1)).toBeUndefined();
});
