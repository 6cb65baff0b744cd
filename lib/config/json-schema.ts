import { z } from "zod";
import { platformSchema } from "./schema/platform";

/** The JSON Schema that editors complete from; what a person writes, so defaults are optional. */
export function platformJsonSchema(): string {
  const schema = z.toJSONSchema(platformSchema, {
    io: "input",
    target: "draft-2020-12",
    reused: "inline",
  });
  return `${JSON.stringify({ title: "Gatehouse platform", ...schema }, null, 2)}\n`;
}
