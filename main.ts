import { main } from "./cli/main";

// Run by `cdktf synth`, `diff` and `deploy`, which show whatever is printed as an error: so only problems are.
main(["synth", "--quiet"]);
