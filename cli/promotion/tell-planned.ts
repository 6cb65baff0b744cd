import type { PlanEvent } from "../../lib/promotion/plan-wave";
import { describeFailure } from "../../lib/promotion/text/describe-failure";
import { describeStack } from "../../lib/promotion/text/describe-stack";

export function tellPlanned(event: PlanEvent): void {
  if (event.kind === "planned") console.error(`${event.stack.name}: ${describeStack(event.stack)}`);
  else
    console.error(
      `\nterraform of ${event.stack} failed:\n${describeFailure(event.failure.output)}\n`,
    );
}
