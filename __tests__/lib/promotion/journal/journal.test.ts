import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digest } from "../../../../lib/promotion/digest";
import { FolderStore } from "../../../../lib/promotion/journal/folder-store";
import { History } from "../../../../lib/promotion/journal/history";
import { Journal } from "../../../../lib/promotion/journal/journal";
import { lineName } from "../../../../lib/promotion/journal/journal-store";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-journal-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const about = { bundle: digest("bundle"), wave: "dev", revision: "r1" };
const open = (now?: () => Date) =>
  Journal.open({ store: new FolderStore(folder), who: "tester@here", now });

async function write(count: number): Promise<Journal> {
  const journal = await open();
  for (let index = 0; index < count; index++)
    await journal.append({ type: "looked", stack: `s${index}`, drifted: [] });
  return journal;
}

test("what was written is read again, in order", async () => {
  await write(12);
  const { entries } = await open();
  expect(entries.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
  expect(entries.map(({ who }) => who)).toEqual(Array(12).fill("tester@here"));
});

test("its files, one after the other, are JSON Lines", async () => {
  await write(3);
  const names = readdirSync(folder).sort();
  expect(names).toEqual(["00000001.jsonl", "00000002.jsonl", "00000003.jsonl"]);
  const text = names.map((name) => readFileSync(join(folder, name), "utf8")).join("");
  expect(
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => typeof JSON.parse(line)),
  ).toEqual(Array(3).fill("object"));
});

test("two who write at once both get their line, and each its own number", async () => {
  const [one, other] = [await open(), await open()];
  await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 0 ? one : other).append({ type: "looked", stack: `s${index}`, drifted: [] }),
    ),
  );
  const { entries } = await open();
  const stacks = entries.map(({ event }) => (event.type === "looked" ? event.stack : ""));
  expect(stacks.sort()).toEqual(Array.from({ length: 10 }, (_, index) => `s${index}`));
});

describe("is refused, with the line named, when", () => {
  const file = (sequence: number) => join(folder, lineName(sequence));
  const edit = (sequence: number, from: string, to: string) => {
    const before = readFileSync(file(sequence), "utf8");
    expect(before).toContain(from);
    writeFileSync(file(sequence), before.replace(from, to));
  };

  test.each([
    ["a line was edited", () => edit(2, '"s1"', '"s9"'), 3],
    ["a line was taken out", () => rmSync(file(2)), 2],
    ["a line says another number", () => edit(2, '"sequence":2', '"sequence":4'), 2],
    ["a line is no JSON", () => writeFileSync(file(4), "{"), 4],
    ["a line says what no promotion does", () => edit(4, '"looked"', '"deleted"'), 4],
    [
      "two lines changed places",
      () => {
        renameSync(file(2), join(folder, "x"));
        renameSync(file(3), file(2));
        renameSync(join(folder, "x"), file(3));
      },
      2,
    ],
  ])("%s", async (_, tamper, at) => {
    await write(4);
    tamper();
    await expect(open()).rejects.toThrow(`does not follow on at ${lineName(at)}`);
  });
});

test("a line that was half written when its writer died is not there, and in nobody's way", async () => {
  await write(2);
  writeFileSync(join(folder, `.${lineName(3)}.12345`), '{"sequence":3,"prev');
  const journal = await open();
  expect(journal.entries).toHaveLength(2);
  await journal.append({ type: "looked", stack: "next", drifted: [] });
  expect((await open()).entries).toHaveLength(3);
});

test("what was written later is later, though its clock ran behind", async () => {
  const ahead = await open(() => new Date("2030-01-01T00:00:00Z"));
  await ahead.append({ type: "applied", ...about, stack: "app", inputs: digest("old") });
  const behind = await open(() => new Date("2020-01-01T00:00:00Z"));
  await behind.append({
    type: "applied",
    ...about,
    revision: "r2",
    stack: "app",
    inputs: digest("new"),
  });
  const settled = new History((await open()).entries).settled("app");
  expect(settled?.event).toMatchObject({ revision: "r2", inputs: digest("new") });
});
