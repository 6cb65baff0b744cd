import { CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { EmulatedAws } from "../../scripts/demo/emulated-aws";
import { PromotedRepository } from "../support/promotion/promoted-repository";
import { useEmulator } from "../support/emulator";

const REGION = "eu-west-1";
const BUCKET = "acme-state";
const emulator = useEmulator();

let repository: PromotedRepository;
let client: S3Client;
beforeAll(async () => {
  const config = await new EmulatedAws(emulator.endpoint).inAccount("222222222222", REGION);
  client = new S3Client(config);
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await client.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }));
  const { accessKeyId, secretAccessKey, sessionToken = "" } = config.credentials;
  repository = new PromotedRepository({
    env: {
      AWS_ENDPOINT_URL_S3: emulator.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_MAX_ATTEMPTS: "1",
    },
    backendOf: (stack) => ({
      s3: {
        bucket: BUCKET,
        key: `gatehouse/${stack}.tfstate`,
        region: REGION,
        use_lockfile: true,
        use_path_style: true,
        skip_credentials_validation: true,
        skip_requesting_account_id: true,
      },
    }),
  });
  const backend = `backend: { type: s3, bucket: ${BUCKET}, region: ${REGION} }`;
  const text = repository.unprotected().replace(/^backend:.*\n( +.*\n)*/m, "");
  repository.write("platform.yaml", `${text}\n${backend}\n`);
  repository.commit();
});
afterAll(() => {
  client.destroy();
  repository.remove();
});

test("with state and journal in a bucket, a wave is planned, applied and shown", async () => {
  const planned = await repository.plan("1");
  expect([planned.code, planned.stderr]).toEqual([
    0,
    expect.stringContaining("next: gatehouse promote apply"),
  ]);
  const applied = await repository.run("promote", "apply", "bundles/1");
  expect([applied.code, applied.stdout]).toEqual([0, "Wave tooling: 1 stack applied.\n"]);
  expect((await repository.status()).waves[0]?.stacks[0]).toMatchObject({ state: "up-to-date" });
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  const keys = Contents.map(({ Key = "" }) => Key);
  expect(keys).toContain("gatehouse/tooling.tfstate");
  expect(
    keys.filter((key) => /^gatehouse\/promotion\/journal\/\d{8}\.jsonl$/.test(key)),
  ).toHaveLength(7);
});

test("a bucket that is not there is told with what to do", async () => {
  const text = repository.unprotected().replace(`bucket: ${BUCKET}`, "bucket: gone-away");
  repository.write("other.yaml", text);
  const { code, stderr } = await repository.run("status", "--config", "other.yaml");
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining("the journal in s3://gone-away/gatehouse/promotion/journal can't be"),
  ]);
});
