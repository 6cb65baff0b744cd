import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { explainFailure } from "../../lib/promotion/terraform/explain-failure";
import type { FailureExplanation } from "../../lib/promotion/terraform/failure-explanation";
import { CREDENTIALS } from "../../scripts/demo/emulator/seed-of";
import type { LabStack } from "../../scripts/demo/lab";
import { planStack } from "./plan-stack";

interface Run {
  readonly code: number | NodeJS.Signals;
  readonly output: string;
  /** What we say of it. */
  readonly explained?: FailureExplanation;
}

interface RunningTerraform {
  readonly ended: Promise<Run>;
  kill(signal: NodeJS.Signals): void;
}

/** A stack whose state is in S3, locked there as `use_lockfile` does, and whose Terraform can be killed. */
export class FaultyStack {
  private constructor(private readonly stack: LabStack) {}

  /** @param endpoint where S3 is that has the bucket */
  static async open(stack: LabStack, bucket: string, endpoint: string): Promise<FaultyStack> {
    const s3 = {
      bucket,
      key: `${stack.name}.tfstate`,
      region: stack.region,
      use_lockfile: true,
      access_key: CREDENTIALS.accessKeyId,
      secret_key: CREDENTIALS.secretAccessKey,
      endpoints: { s3: endpoint, iam: endpoint, sts: endpoint },
      use_path_style: true,
      max_retries: 2,
    };
    const { folder } = stack.folder.invocation("init", []);
    // Its name comes after that of the emulator's, and what comes last holds.
    const override = { terraform: { backend: { s3 } } };
    writeFileSync(join(folder, "state_override.tf.json"), JSON.stringify(override));
    await stack.folder.init();
    return new FaultyStack(stack);
  }

  /** Plans, and keeps the plan. @returns what it would do */
  async plan(): Promise<readonly string[]> {
    const { actions, refusals } = await planStack(this.stack.folder);
    if (refusals.length > 0) throw new Error(refusals.join("\n"));
    return actions;
  }

  /** Applies the plan that is kept. */
  apply(): RunningTerraform {
    return this.start("apply", "-input=false", "tfplan");
  }

  run(command: string, ...args: readonly string[]): Promise<Run> {
    return this.start(command, ...args).ended;
  }

  /** Runs the commands that an explanation names, as it names them. */
  async follow({ fix }: FailureExplanation): Promise<readonly (readonly [string, Run["code"]])[]> {
    const ran: [string, Run["code"]][] = [];
    for (const [line, given = ""] of fix.matchAll(/^terraform (.*)$/gm)) {
      const [command = "", ...args] = given.split(" ").map((part) => part.replace(/^'|'$/g, ""));
      // A shell would be asked whether we are sure.
      const sure = command === "force-unlock" ? ["-force"] : [];
      const { code } = await this.run(command, ...sure, ...args);
      ran.push([line, code]);
    }
    return ran;
  }

  private start(command: string, ...args: readonly string[]): RunningTerraform {
    const run = this.stack.folder.invocation(command, args);
    const { binary, folder: cwd, env } = run;
    const own = command === "state" ? run.args.filter((each) => each !== "-no-color") : run.args;
    const child = spawn(binary, [...own], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => (output += text));
    }
    const end = async (): Promise<Run> => {
      const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals];
      const { accountId } = this.stack;
      const explained = code === 0 ? undefined : explainFailure(output, { accountId });
      return { code: code ?? signal, output, explained };
    };
    return { ended: end(), kill: (signal) => child.kill(signal) };
  }
}
