import { App } from "cdktf";
import { PromotionStack } from "./promotion-stack";

/** @param outdir where the Terraform goes; CDKTF's own default where left out */
export function createApp(outdir?: string): App {
  // Stack traces in metadata would carry this machine's paths into the output.
  const app = new App({ outdir, stackTraces: false });
  new PromotionStack(app);
  return app;
}

if (require.main === module) createApp().synth();
