import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findLockfileProblems, type Lockfile } from "./lockfile/find-lockfile-problems";

const file = join(__dirname, "..", "package-lock.json");
const problems = findLockfileProblems(JSON.parse(readFileSync(file, "utf8")) as Lockfile);
for (const problem of problems) console.error(problem);
console.log(`package-lock.json: ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
