import { Argument, type Command, Option } from "commander";
import type { Problem } from "../../lib/config/problem";
import { suggest } from "../../lib/config/near-miss";
import type { LoadedPlatform } from "../../lib/model/load-platform";
import type { Persona } from "../../lib/model/people";
import type { Platform } from "../../lib/model/platform";
import { describePersona } from "../../lib/report/personas/describe-persona";
import { personaMatrix } from "../../lib/report/matrix/persona-matrix";
import { personaPolicies } from "../../lib/report/policies/persona-policies";
import { policyDocuments } from "../../lib/report/policies/policy-document";
import { renderPersona } from "../../lib/report/personas/render-persona";
import { renderPersonaMatrix } from "../../lib/report/matrix/render-persona-matrix";
import { renderPersonaSvg } from "../../lib/report/svg/render-persona-svg";
import { renderPersonas } from "../../lib/report/personas/render-personas";
import { renderPolicyDocuments } from "../../lib/report/policies/render-policy-documents";
import { type Done, EXIT } from "../exit-code";
import { configFile, loadConfig } from "../load-config";
import { MEMBERS_SUMMARY } from "../members-help";
import { printInvalid } from "../print-invalid";
import { printProblems } from "../print-problems";
import { readMembers } from "../read-members";
import { terminalWidth } from "../terminal-width";
import { UserError } from "../user-error";
import { writeAtomically } from "../write-atomically";

interface PersonasOptions {
  readonly config?: string;
  readonly members?: string;
  readonly json?: true;
  readonly policy?: true;
  readonly matrix?: true;
  readonly svg?: string;
}

export function personasCommand(command: Command, done: Done): void {
  command
    .addArgument(new Argument("[name]", "one persona, in full"))
    .option("-c, --config <file>", "the config file")
    .option("--members <file>", MEMBERS_SUMMARY)
    .addOption(
      new Option(
        "--policy",
        "print its compiled policies, each statement under a comment that says what it is for",
      ).conflicts(["matrix", "svg"]),
    )
    .option("--matrix", "print personas by pipelines, stages and accounts as Markdown")
    .option("--svg <file>", "write the same matrix as a picture")
    .option("--json", "print as JSON on stdout")
    .action(async (name: string | undefined, options: PersonasOptions) => {
      const file = configFile(options.config);
      checkOptions(name, options);
      const loaded = await loadConfig(file, { members: readMembers(options.members) });
      if (loaded.kind === "invalid") {
        printInvalid(loaded.problems, options.json);
        done(EXIT.badInput);
        return;
      }
      const output = show(loaded, findPersona(loaded.platform, name), options);
      if (!options.json) printProblems(loaded.warnings);
      if (output !== undefined) console.log(output.trimEnd());
      done(EXIT.holds);
    });
}

function checkOptions(name: string | undefined, { policy, svg }: PersonasOptions): void {
  if (policy && name === undefined) {
    throw new UserError(
      "--policy needs the name of a persona",
      "name one: gatehouse personas NAME --policy; without --policy all are listed",
    );
  }
  if (svg === "") throw new UserError("--svg names no file", "give the path of the picture");
}

function findPersona({ personas }: Platform, name: string | undefined): Persona | undefined {
  if (name === undefined) return undefined;
  const found = personas.find((persona) => persona.name === name);
  if (found !== undefined) return found;
  throw new UserError(
    `there is no persona "${name}"`,
    suggest(
      name,
      personas.map((persona) => persona.name),
    ),
  );
}

type Valid = Extract<LoadedPlatform, { kind: "valid" }>;

/** What goes to stdout; nothing where only a picture was asked for. */
function show(
  loaded: Valid,
  persona: Persona | undefined,
  { json, policy, matrix, svg }: PersonasOptions,
): string | undefined {
  const { platform, placeOf } = loaded;
  const write = (data: object) => asJson(data, loaded.warnings);
  if (policy && persona !== undefined) {
    const documents = policyDocuments(personaPolicies(platform, persona), placeOf);
    return json
      ? write({ persona: persona.name, policies: documents })
      : renderPolicyDocuments(documents, terminalWidth());
  }
  if (matrix || svg !== undefined) {
    const data = personaMatrix(platform, persona && [persona]);
    if (svg !== undefined) {
      writeAtomically(svg, renderPersonaSvg(data));
      console.error(`wrote ${svg}`);
    }
    if (json) return write({ matrix: data });
    return matrix ? renderPersonaMatrix(data) : undefined;
  }
  const describe = (each: Persona) => describePersona({ platform, placeOf }, each);
  if (persona !== undefined) {
    const report = describe(persona);
    return json ? write({ persona: report }) : renderPersona(report, terminalWidth());
  }
  const reports = platform.personas.map(describe);
  return json ? write({ personas: reports }) : renderPersonas(platform, reports, terminalWidth());
}

function asJson(data: object, problems: readonly Problem[]): string {
  return JSON.stringify({ valid: true, ...data, problems }, null, 2);
}
