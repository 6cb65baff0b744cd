import { App } from "cdktf";
import { PeopleStack } from "./people-stack";
import { ProductionStack } from "./production-stack";
import { ToolingStack } from "./tooling-stack";

/** @param outdir where the Terraform goes; CDKTF's own default where left out */
export function createApp(outdir?: string): App {
  // Stack traces in metadata would carry this machine's paths into the output.
  const app = new App({ outdir, stackTraces: false });
  const production = new ProductionStack(app);
  const tooling = new ToolingStack(app);
  // CodePipeline checks at creation that it can assume the deploy role.
  tooling.addDependency(production);
  new PeopleStack(app);
  return app;
}

if (require.main === module) createApp().synth();
