import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { platformJsonSchema } from "../../lib/config/json-schema";
import { type Done, EXIT } from "../exit-code";
import { writeError } from "../user-error";

const FILE = join(__dirname, "..", "..", "platform.schema.json");

export function schemaCommand(command: Command, done: Done): void {
  command
    .option("--write", "write it to platform.schema.json")
    .option("--check", "fail if platform.schema.json differs from it")
    .action((options: { write?: true; check?: true }) => {
      const schema = platformJsonSchema();
      if (options.write) {
        try {
          writeFileSync(FILE, schema);
        } catch (error) {
          throw writeError("platform.schema.json", error);
        }
        console.error("wrote platform.schema.json");
      } else if (options.check) {
        const fresh = readOrUndefined() === schema;
        if (!fresh) console.error("platform.schema.json is stale\n  fix: npm run schema");
        done(fresh ? EXIT.holds : EXIT.doesNotHold);
        return;
      } else console.log(schema.trimEnd());
      done(EXIT.holds);
    });
}

function readOrUndefined(): string | undefined {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    return undefined;
  }
}
