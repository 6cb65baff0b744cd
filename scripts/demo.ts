import { readArguments, USAGE } from "./demo/read-arguments";
import { runDemo } from "./demo/run-demo";

// The SDK's news about Node.js versions is for those who maintain this, not for those who look at it.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const given = readArguments(process.argv.slice(2));
if (typeof given === "string") {
  console.error(`${given}\n${USAGE}`);
  process.exitCode = 2;
} else if (given.help) {
  console.log(USAGE);
} else {
  void runDemo(given).then((code) => {
    process.exitCode = code;
  });
}
