import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type BundleFolder, NewBundle } from "../../../../lib/promotion/bundle-folder";
import type { BundleStore } from "../../../../lib/promotion/bundles/bundle-store";
import { FolderBundleStore } from "../../../../lib/promotion/bundles/folder-bundle-store";
import { pullBundle, pushBundle } from "../../../../lib/promotion/bundles/hand-over";
import { S3BundleStore } from "../../../../lib/promotion/bundles/s3-bundle-store";
import { digest } from "../../../../lib/promotion/digest";
import { useEmulator } from "../../../support/emulator";
import { REVISION } from "../../../support/promotion/promotion-lab";

const REGION = "eu-west-1";
const BUCKET = "state-of-ours";
const PREFIX = "gatehouse/promotion/bundles";
const emulator = useEmulator();

let folder: string;
let client: S3Client;
let bundle: BundleFolder;
let made = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-hand-over-"));
  client = new S3Client(await emulator.aws.inAccount("222222222222", REGION));
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await client.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }));
});
afterAll(() => {
  client.destroy();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  made += 1;
  const fresh = new NewBundle(join(folder, `bundle-${made}`));
  const files = { tfplan: fresh.write("target-a", "tfplan", Buffer.from([0, 255, made])) };
  bundle = fresh.finish({
    format: 1,
    wave: "prod",
    protected: true,
    revision: REVISION,
    rollback: false,
    config: digest("config"),
    tools: { gatehouse: "1.0.0", terraform: "1.11.4" },
    planner: "tester@here",
    stacks: [
      { kind: "unchanged", name: "target-b", inputs: digest("b") },
      {
        kind: "planned",
        name: "target-a",
        inputs: digest("a"),
        counts: { add: 1, change: 0, destroy: 0 },
        files,
      },
    ],
  });
  bundle.addPlannerSignature("planned");
});

interface Place {
  readonly store: () => BundleStore;
  readonly overwrite: (file: string, content: string) => Promise<void>;
}

const PLACES: Readonly<Record<string, Place>> = {
  "a folder": {
    store: () => new FolderBundleStore(join(folder, "store")),
    overwrite: async (file, content) => {
      rmSync(join(folder, "store", bundle.digest, file));
      await new FolderBundleStore(join(folder, "store")).add(
        bundle.digest,
        file,
        Buffer.from(content),
      );
    },
  },
  "a bucket": {
    store: () => new S3BundleStore({ client, bucket: BUCKET, prefix: PREFIX }),
    overwrite: async (file, content) => {
      const Key = `${PREFIX}/${bundle.digest}/${file}`;
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: content }));
    },
  },
};

describe.each(Object.entries(PLACES))("by way of %s", (_, { store, overwrite }) => {
  const out = () => join(folder, `pulled-${made}`);
  const pull = () => pullBundle(bundle.digest, out(), store());

  test("a bundle arrives as it was planned, with its signatures, for its owner alone", async () => {
    await pushBundle(bundle, store());
    const pulled = await pull();
    expect(pulled.digest).toBe(bundle.digest);
    expect(pulled.files).toEqual(bundle.files);
    for (const file of bundle.files) {
      expect(readFileSync(join(pulled.path, file))).toEqual(readFileSync(join(bundle.path, file)));
      expect(statSync(join(pulled.path, file)).mode & 0o077).toBe(0);
    }
  });

  test("what a second person signed elsewhere comes after it, and both push what the other has", async () => {
    await pushBundle(bundle, store());
    const theirs = await pull();
    theirs.addApproval("approved");
    await pushBundle(theirs, store());
    await pushBundle(bundle, store());
    rmSync(out(), { recursive: true });
    expect((await pull()).approvals).toHaveLength(1);
  });

  test.each(["bundle.json", "stacks/target-a/tfplan"])(
    "one whose %s was changed there is refused, and nothing of it written",
    async (file) => {
      await pushBundle(bundle, store());
      await overwrite(file, readFileSync(join(bundle.path, file), "latin1").replace(/.$/s, "!"));
      await expect(pull()).rejects.toThrow(
        `${bundle.digest}/${file} is not what was planned: its digest differs`,
      );
      expect(existsSync(out())).toBe(false);
    },
  );

  test("one that nobody pushed is told with how to push it", async () => {
    await expect(pull()).rejects.toMatchObject({
      message: expect.stringContaining(`${bundle.digest} has no bundle.json`) as string,
      fix: expect.stringContaining("gatehouse promote push") as string,
    });
  });

  test("a file that is there already stays as it is", async () => {
    await store().add(bundle.digest, "planner.sig", Buffer.from("first"));
    await pushBundle(bundle, store());
    const kept = await store().read(bundle.digest, "planner.sig");
    expect(Buffer.from(kept).toString()).toBe("first");
  });
});

test("what else somebody puts beside a bundle is not brought along", async () => {
  const store = new FolderBundleStore(join(folder, "store"));
  await pushBundle(bundle, store);
  for (const file of ["approvals/x.txt", "stacks/target-a/main.tf", "note"])
    await store.add(bundle.digest, file, Buffer.from("x"));
  const pulled = await pullBundle(bundle.digest, join(folder, `pulled-${made}`), store);
  expect(pulled.files).toEqual(bundle.files);
  expect(existsSync(join(pulled.path, "note"))).toBe(false);
  expect(existsSync(pulled.fileOf("target-a", "main.tf"))).toBe(false);
});
