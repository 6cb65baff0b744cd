import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { digest } from "../../../../lib/promotion/digest";
import type { JournalEvent } from "../../../../lib/promotion/journal/entry";
import { History } from "../../../../lib/promotion/journal/history";
import { Journal } from "../../../../lib/promotion/journal/journal";
import { S3Store } from "../../../../lib/promotion/journal/s3-store";
import { PromotionLock } from "../../../../lib/promotion/lock";
import { useEmulator } from "../../../support/emulator";

const REGION = "eu-west-1";
const BUCKET = "state-of-ours";
const emulator = useEmulator();

let client: S3Client;
beforeAll(async () => {
  client = new S3Client(await emulator.aws.inAccount("222222222222", REGION));
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await client.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }));
});
afterAll(() => client.destroy());

let made = 0;
let prefix = "";
beforeEach(() => {
  made += 1;
  prefix = `gatehouse/${made}/promotion/journal`;
});

const store = (more: { readonly bucket?: string; readonly client?: S3Client } = {}) =>
  new S3Store({ client, bucket: BUCKET, prefix, ...more });
const open = () => Journal.open({ store: store(), who: "tester@here" });
const looked = (stack: string): JournalEvent => ({ type: "looked", stack, drifted: [] });

test("what was written is read again, in order, from a line on", async () => {
  const journal = await open();
  for (let index = 0; index < 12; index++) await journal.append(looked(`s${index}`));
  expect((await open()).entries.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
  expect(await store().read(12)).toHaveLength(1);
  expect(await store().read(13)).toEqual([]);
});

test("of two that write the same line's number, one is told that it is taken", async () => {
  expect(await store().add(1, "one")).toBe(true);
  expect(await store().add(1, "two")).toBe(false);
  expect(await store().read(1)).toEqual(["one"]);
});

test("a line whose writer was not told that it is there is found to be its own", async () => {
  await store().add(1, "one");
  expect(await store().add(1, "one")).toBe(true);
});

test("of those who write at once, each gets a line of its own", async () => {
  const journals = await Promise.all([open(), open(), open()]);
  await Promise.all(
    journals.flatMap((journal, writer) =>
      [0, 1, 2].map((index) => journal.append(looked(`s${writer * 3 + index}`))),
    ),
  );
  const { entries } = await open();
  const stacks = entries.map(({ event }) => (event.type === "looked" ? event.stack : ""));
  expect(stacks.sort()).toEqual(Array.from({ length: 9 }, (_, index) => `s${index}`));
});

test("of two who take the lock at once, one gets it, and the other is told who has it", async () => {
  const take = async (id: string) =>
    PromotionLock.take(await open(), { id, host: id, pid: 1, began: "" }, () => "");
  const both = await Promise.allSettled([take("one"), take("two")]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const [lost] = both.filter((each) => each.status === "rejected");
  expect(String(lost?.reason)).toContain("tester@here holds the promotion lock since");
  expect(new History((await open()).entries).lock()).toBeDefined();
});

test("a line that was written over is seen, though the bucket let it", async () => {
  const journal = await open();
  await journal.append(looked("a"));
  await journal.append(looked("b"));
  const [first = ""] = await store().read(1);
  await client.send(
    new PutObjectCommand({
      Bucket: BUCKET,
      Key: `${prefix}/00000001.jsonl`,
      Body: first.replace('"a"', '"x"'),
    }),
  );
  await expect(open()).rejects.toThrow("does not follow on at 00000002.jsonl");
});

test("what else lies there is no line", async () => {
  await (await open()).append(looked("a"));
  for (const name of ["note.txt", "00000002.jsonl.bak"])
    await client.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: `${prefix}/${name}`, Body: digest("x") }),
    );
  expect((await open()).entries).toHaveLength(1);
});

test("a bucket that is not there is told with its name and what to do", async () => {
  const journal = Journal.open({ store: store({ bucket: "gone" }), who: "tester@here" });
  await expect(journal).rejects.toThrow(
    `the journal in s3://gone/${prefix} can't be reached: NoSuchBucket`,
  );
  await expect(journal).rejects.toMatchObject({
    fix: expect.stringContaining("credentials") as string,
  });
});

test("credentials that can't be had are told, too", async () => {
  const nobody = new S3Client({
    region: REGION,
    endpoint: emulator.endpoint,
    credentials: () => {
      const error = new Error("could not load credentials from any providers");
      error.name = "CredentialsProviderError";
      return Promise.reject(error);
    },
  });
  const journal = Journal.open({ store: store({ client: nobody }), who: "tester@here" });
  await expect(journal).rejects.toThrow("CredentialsProviderError: could not load");
});
