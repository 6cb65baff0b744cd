import { CodePipelineClient, GetPipelineCommand } from "@aws-sdk/client-codepipeline";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { ClientConfig, Credentials } from "../../../scripts/demo/emulated-aws";
import { useEnforcement, verdictOf } from "../../support/enforcement";
import { People } from "../../support/people";
import type { OpenLab } from "../../support/use-lab";

const MINUTE = 60_000;
const PIPELINE = "app";

/** The roles that the startup's pipeline runs as, on a lab where its platform is applied. */
export function usedByPipelines(lab: () => OpenLab): void {
  describe("the startup's pipeline, with the applied policies enforced", () => {
    useEnforcement(lab);

    let admin: ClientConfig;
    let roleArn: string;
    let actionRoles: string[];
    let store: { readonly bucket: string; readonly key: string };
    let pipeline: ClientConfig;

    const tooling = () => lab().platform.tooling;

    /** CodePipeline itself, which acts for a pipeline. */
    const service = (name = PIPELINE, accountId: string = tooling().accountId): Credentials => ({
      accessKeyId: "AKIAAWSSERVICE000000",
      secretAccessKey: "opens-nothing-but-the-emulator",
      sessionToken: JSON.stringify({
        service: "codepipeline.amazonaws.com",
        "aws:SourceArn": `arn:aws:codepipeline:${tooling().homeRegion}:${accountId}:${name}`,
        "aws:SourceAccount": accountId,
      }),
    });

    const take = (role: string, by: Credentials) =>
      lab().aws.as(role, tooling().homeRegion, { by, session: "e2e" });

    const deployRole = (accountId: string) => `arn:aws:iam::${accountId}:role/acme-app-deploy`;

    beforeAll(async () => {
      admin = await lab().aws.inAccount(tooling().accountId, tooling().homeRegion);
      const client = new CodePipelineClient(admin);
      const got = await client.send(new GetPipelineCommand({ name: PIPELINE }));
      roleArn = got.pipeline?.roleArn ?? "";
      actionRoles = (got.pipeline?.stages ?? [])
        .flatMap(({ actions = [] }) => actions)
        .flatMap((action) => action.roleArn ?? []);
      const { location = "", encryptionKey } = got.pipeline?.artifactStore ?? {};
      store = { bucket: location, key: encryptionKey?.id ?? "" };
      pipeline = await take(roleArn, service());
    }, MINUTE);

    /** Puts as CodePipeline does, which names the store's key. */
    const put = (as: ClientConfig, Key: string, encrypted = true) =>
      new S3Client(as).send(
        new PutObjectCommand({
          Bucket: store.bucket,
          Key,
          Body: "what was built",
          ...(encrypted ? { ServerSideEncryption: "aws:kms", SSEKMSKeyId: store.key } : {}),
        }),
      );

    const get = async (as: ClientConfig, Key: string) => {
      const asked = new GetObjectCommand({ Bucket: store.bucket, Key });
      return (await new S3Client(as).send(asked)).Body?.transformToString();
    };

    test("gives its role to CodePipeline, for this pipeline of this account alone", async () => {
      expect(await verdictOf(take(roleArn, service()))).toBe("allowed");
      expect(await verdictOf(take(roleArn, service("other")))).toBe("denied");
      expect(await verdictOf(take(roleArn, service(PIPELINE, "999999999999")))).toBe("denied");
    });

    test("takes the role of each of its actions, in the target accounts too", async () => {
      expect(actionRoles).toHaveLength(5);
      expect(actionRoles).toEqual(
        expect.arrayContaining(lab().platform.accounts.map(({ id }) => deployRole(id))),
      );
      for (const role of actionRoles)
        expect(await verdictOf(take(role, pipeline.credentials))).toBe("allowed");
    });

    test("has roles that CodePipeline itself, an administrator and a person can't take", async () => {
      const people = new People(lab());
      await people.join("somebody-else", "Developers");
      const { accountId } = tooling();
      const developer = await people.signIn("somebody-else", "acme-developer", accountId);
      for (const role of [roleArn, ...actionRoles]) {
        if (role !== roleArn) expect(await verdictOf(take(role, service()))).toBe("denied");
        expect(await verdictOf(take(role, developer.credentials))).toBe("denied");
        expect(await verdictOf(take(role, admin.credentials))).toBe("denied");
      }
    });

    test("has deploy roles that another pipeline's role can't take, whatever that may do", async () => {
      const iam = new IAMClient(admin);
      const RoleName = "acme-other-pipeline";
      const statement = { Effect: "Allow", Action: "*", Resource: "*" };
      const trust = { ...statement, Resource: undefined, Action: "sts:AssumeRole" };
      const principal = { Service: "codepipeline.amazonaws.com" };
      const document = (body: object) =>
        JSON.stringify({ Version: "2012-10-17", Statement: [body] });
      const { Role } = await iam.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: document({ ...trust, Principal: principal }),
        }),
      );
      const own = { RoleName, PolicyName: "everything" };
      await iam.send(new PutRolePolicyCommand({ ...own, PolicyDocument: document(statement) }));
      try {
        const other = await take(Role?.Arn ?? "", service("other"));
        for (const role of actionRoles)
          expect(await verdictOf(take(role, other.credentials))).toBe("denied");
      } finally {
        await iam.send(new DeleteRolePolicyCommand(own));
        await iam.send(new DeleteRoleCommand({ RoleName }));
      }
    });

    test("writes artifacts under its key alone, which the deploy roles read in their accounts and can't write", async () => {
      const artifact = "app/build/artifact";
      expect(await verdictOf(put(pipeline, artifact, false))).toBe("denied");
      expect(await verdictOf(put(pipeline, artifact))).toBe("allowed");
      for (const { id } of lab().platform.accounts) {
        const deploy = await take(deployRole(id), pipeline.credentials);
        expect(await get(deploy, artifact)).toBe("what was built");
        expect(await verdictOf(put(deploy, artifact))).toBe("denied");
      }
    });

    test("writes its source by the source's role where sources are, and nowhere else", async () => {
      const role = actionRoles.find((arn) => arn.endsWith("-source")) ?? "";
      const source = await take(role, pipeline.credentials);
      expect(await verdictOf(put(source, "app/source/commit"))).toBe("allowed");
      expect(await verdictOf(put(source, "app/build/artifact"))).toBe("denied");
      expect(await verdictOf(get(source, "app/source/commit"))).toBe("denied");
    });

    test("has artifacts that the key's policy guards, too: without its say the deploy role reads nothing", async () => {
      const artifact = "app/build/guarded";
      await put(pipeline, artifact);
      const { id = "" } = lab().platform.accounts[0] ?? {};
      const deploy = await take(deployRole(id), pipeline.credentials);
      const kms = new KMSClient(admin);
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: store.key }));
      const key = { KeyId: KeyMetadata?.KeyId, PolicyName: "default" };
      const { Policy = "" } = await kms.send(new GetKeyPolicyCommand(key));
      const document = JSON.parse(Policy) as { Statement: { Sid: string }[] };
      const kept = document.Statement.filter(({ Sid }) => Sid !== "ArtifactsOfTargets");
      expect(kept).toHaveLength(document.Statement.length - 1);
      const less = JSON.stringify({ ...document, Statement: kept });
      await kms.send(new PutKeyPolicyCommand({ ...key, Policy: less }));
      try {
        expect(await verdictOf(get(deploy, artifact))).toBe("denied");
      } finally {
        await kms.send(new PutKeyPolicyCommand({ ...key, Policy }));
      }
      expect(await get(deploy, artifact)).toBe("what was built");
    });
  });
}
