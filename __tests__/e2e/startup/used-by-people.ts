import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  PutApprovalResultCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { loadWorld } from "../../../cli/load-world";
import { computeMatrix } from "../../../lib/access/matrix/compute-matrix";
import { listQuestions } from "../../../lib/access/matrix/list-questions";
import type { AccessMatrix, Subject } from "../../../lib/access/matrix/access-matrix";
import type { World } from "../../../lib/access/world/world";
import type { ClientConfig } from "../../../scripts/demo/emulated-aws";
import { useEnforcement, verdictOf } from "../../support/enforcement";
import { People } from "../../support/people";
import { STARTUP } from "../../support/synth-platform";
import type { OpenLab } from "../../support/use-lab";
import { DEEDS, waiting } from "./people-deeds";

const MINUTE = 60_000;

/** The startup's people at work, on a lab where its platform is applied. */
export function usedByPeople(lab: () => OpenLab): void {
  describe("the startup's people, who sign in and call AWS, with the applied policies enforced", () => {
    useEnforcement(lab);

    let matrix: AccessMatrix;
    let world: World;
    const signedIn = new Map<string, ClientConfig>();
    let admin: ClientConfig;

    beforeAll(async () => {
      const { lab: opened, aws, platform } = lab();
      const loaded = await loadWorld({ config: STARTUP, from: [opened.output] });
      if (loaded.kind === "invalid") throw new Error("the applied Terraform can't be read");
      world = loaded.world;
      matrix = computeMatrix({ platform, world, ask: loaded.ask });
      admin = await aws.inAccount(platform.tooling.accountId, platform.tooling.homeRegion);
      const people = new People(lab());
      for (const subject of matrix.subjects) {
        const [group = ""] = subject.groups;
        const { permissionSet = "", accountId } = inTooling(subject);
        await people.join(personIn(subject), group);
        const config = await people.signIn(personIn(subject), permissionSet, accountId);
        signedIn.set(subject.id, config);
      }
    }, MINUTE);

    const inTooling = ({ id, roles }: Subject) => {
      const { tooling } = lab().platform;
      const role = roles.find(({ accountId }) => accountId === tooling.accountId);
      if (role === undefined) throw new Error(`${id} has no role in the tooling account`);
      return role;
    };

    const as = (persona: string): ClientConfig => {
      const config = signedIn.get(persona);
      if (config === undefined) throw new Error(`no ${persona} signed in`);
      return config;
    };

    test("are shown the permission sets of their own groups, and get credentials of no other", async () => {
      const people = new People(lab());
      const { accounts, tooling, managementAccountId } = lab().platform;
      const ids = [managementAccountId, tooling.accountId, ...accounts.map(({ id }) => id)];
      const everySet = matrix.subjects.map((each) => inTooling(each).permissionSet ?? "?");
      for (const subject of matrix.subjects) {
        const { roles } = subject;
        const person = personIn(subject);
        for (const account of ids) {
          const own = roles.filter(({ accountId }) => accountId === account);
          const sets = own.map(({ permissionSet }) => permissionSet ?? "?");
          expect(await people.setsOf(person, account)).toEqual(sets);
          for (const set of everySet.filter((each) => !sets.includes(each)))
            await expect(people.signIn(person, set, account)).rejects.toMatchObject({
              name: "ForbiddenException",
            });
        }
      }
    });

    test(
      "can and can't do, call by call, what the access matrix says",
      async () => {
        const expected: Record<string, string> = {};
        const found: Record<string, string> = {};
        const notPlayed = new Set<string>();
        const questions = listQuestions(lab().platform, world);
        for (const { id } of matrix.subjects)
          for (const { capability, place } of questions) {
            const deed = DEEDS[capability];
            if (deed === undefined) {
              notPlayed.add(capability);
              continue;
            }
            const cell = matrix.cells.find(
              (each) =>
                each.subject === id &&
                each.capability === capability &&
                JSON.stringify(each.place) === JSON.stringify(place),
            );
            const key = `${id} ${capability} ${Object.values(place).slice(1).join("/")}`;
            expected[key] = cell?.effect.kind ?? "denied";
            found[key] = await verdictOf(deed({ as: as(id), admin, place }));
          }
        expect(found).toEqual(expected);
        expect(new Set(Object.values(found))).toEqual(new Set(["allowed", "denied"]));
        expect([...notPlayed].sort()).toEqual(NOT_PLAYED);
      },
      2 * MINUTE,
    );

    test("a developer starts what a releaser approves, neither both, and it is deployed", async () => {
      const name = "app";
      const start = new StartPipelineExecutionCommand({ name });
      await expect(new CodePipelineClient(as("releaser")).send(start)).rejects.toThrow(
        /codepipeline:StartPipelineExecution on resource: \S+:app with an explicit deny in an identity-based policy/,
      );
      const { token, pipelineExecutionId } = await waiting(as("developer"), name);
      const approve = new PutApprovalResultCommand({
        pipelineName: name,
        stageName: "prod",
        actionName: "approve",
        token,
        result: { status: "Approved", summary: "looked at" },
      });
      await expect(new CodePipelineClient(as("developer")).send(approve)).rejects.toThrow(
        /codepipeline:PutApprovalResult on resource: \S+:app\/prod\/approve with an explicit deny/,
      );
      await new CodePipelineClient(as("releaser")).send(approve);
      const { pipelineExecution } = await new CodePipelineClient(as("developer")).send(
        new GetPipelineExecutionCommand({ pipelineName: name, pipelineExecutionId }),
      );
      expect(pipelineExecution?.status).toBe("Succeeded");
    });
  });
}

function personIn({ id }: Subject): string {
  return `a-${id}`;
}

/** Capabilities whose calls the emulator has not, or which are not about pipelines. */
const NOT_PLAYED = ["artifacts", "audit", "inspect", "operate", "source"];
