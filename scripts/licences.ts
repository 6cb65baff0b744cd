import { join } from "node:path";
import { checkLicences } from "./licences/check-licences";
import { installedPackages } from "./licences/installed-packages";

const packages = installedPackages(join(__dirname, ".."));
const problems = checkLicences(packages);
for (const problem of problems) console.error(problem);
console.log(`${packages.length} packages, ${problems.length} licence problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
