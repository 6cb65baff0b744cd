import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyJournal } from "../../../../lib/promotion/journal/copy-journal";
import { FolderStore } from "../../../../lib/promotion/journal/folder-store";
import { Journal } from "../../../../lib/promotion/journal/journal";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-copy-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const who = "tester@here";
const store = (name: string) => new FolderStore(join(folder, name));
const open = (name: string) => Journal.open({ store: store(name), who });
const copy = () => copyJournal({ from: store("old"), to: store("new"), who });

async function look(name: string, count: number): Promise<void> {
  const journal = await open(name);
  for (let index = 0; index < count; index++)
    await journal.append({ type: "looked", stack: `s${index}`, drifted: [] });
}

test("every line is copied as it is, and the journal goes on there", async () => {
  await look("old", 3);
  expect(await copy()).toBe(3);
  expect(await store("new").read(1)).toEqual(await store("old").read(1));
  await look("new", 1);
  expect((await open("new")).entries).toHaveLength(4);
});

test("a copy that was killed is gone on with, and one that is done is left", async () => {
  await look("old", 3);
  const [first = ""] = await store("old").read(1);
  await store("new").add(1, first);
  expect(await copy()).toBe(2);
  await look("new", 2);
  expect(await copy()).toBe(0);
  expect((await open("new")).entries).toHaveLength(5);
});

test("where nothing was promoted, there is nothing to copy", async () => {
  expect(await copy()).toBe(0);
});

test("a journal of its own there is not mixed with this one", async () => {
  await look("old", 2);
  await look("new", 1);
  await expect(copy()).rejects.toThrow("has a journal of its own");
  expect((await open("new")).entries).toHaveLength(1);
});

test("while a promotion runs, nothing is copied", async () => {
  await (await open("old")).append({ type: "locked", id: "x", host: "h", pid: 1, began: "" });
  await expect(copy()).rejects.toThrow("holds the promotion lock");
  expect((await open("new")).entries).toEqual([]);
});
