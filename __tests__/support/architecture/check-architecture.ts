import { findCycles } from "./find-cycles";
import { importGraph, type GraphImport, type SourceFiles } from "./import-graph";
import { RULES, type AreaRule, type Dependency, type Rules } from "./rules";

const STRENGTH: Readonly<Record<Dependency, number>> = { type: 1, dynamic: 2, value: 3 };
const CDKTF = /^(cdktf|constructs)(\/|$)|^@cdktf\//;
const PROVIDER_ROOT = /^@cdktf\/provider-[\w-]+$/;
const OWN_INDEX = /^modules\/([^/]+\/)?index\.ts$/;

/** One line for each breach of the arrows between areas, of the barrel rule, or import cycle. */
export function checkArchitecture(files: SourceFiles, rules: Rules = RULES): readonly string[] {
  const graph = importGraph(files);
  return [
    ...[...files.keys()].flatMap((path) => checkFile(path, rules)),
    ...graph.flatMap((found) => checkImport(found, rules)),
    ...findCycles(graph).map((cycle) => `import cycle: ${cycle.join(" → ")}`),
  ];
}

function checkFile(path: string, rules: Rules): readonly string[] {
  const problems: string[] = [];
  if (findArea(path, rules) === undefined) {
    problems.push(`${path}: belongs to no area; add its folder to the rule table`);
  }
  if (/(^|\/)index\.[cm]?[jt]s$/.test(path) && !OWN_INDEX.test(path)) {
    problems.push(`${path}: a barrel file; import each noun from its own file`);
  }
  return problems;
}

function checkImport(found: GraphImport, rules: Rules): readonly string[] {
  const area = findArea(found.from, rules);
  if (area === undefined) return [];
  const place = `${found.from}:${found.line}`;
  switch (found.target.kind) {
    case "unresolved":
      return [`${place}: imports "${found.specifier}", which is not there`];
    case "package":
      return checkPackage(place, found.target.name, area);
    case "file":
      return checkArrow(place, found.kind, found.target.path, area);
  }
}

function checkPackage(place: string, name: string, area: Area): readonly string[] {
  if (PROVIDER_ROOT.test(name)) {
    return [`${place}: imports the root of ${name}; import one resource from ${name}/lib/`];
  }
  if (CDKTF.test(name) && !area.rule.cdktf) {
    return [`${place}: ${area.name} may not import ${name}`];
  }
  return [];
}

function checkArrow(
  place: string,
  kind: Dependency,
  target: string,
  area: Area,
): readonly string[] {
  if (isWithin(target, area.name)) return [];
  const prefix = longestPrefix(target, Object.keys(area.rule.uses));
  const allowed = prefix === undefined ? undefined : area.rule.uses[prefix];
  if (allowed === undefined) return [`${place}: ${area.name} may not import ${target}`];
  if (STRENGTH[kind] <= STRENGTH[allowed]) return [];
  const only = allowed === "type" ? "its types (import type)" : "it by import()";
  return [`${place}: ${area.name} may import only ${only}: ${target}`];
}

interface Area {
  readonly name: string;
  readonly rule: AreaRule;
}

function findArea(path: string, rules: Rules): Area | undefined {
  const name = longestPrefix(path, Object.keys(rules));
  const rule = name === undefined ? undefined : rules[name];
  return name === undefined || rule === undefined ? undefined : { name, rule };
}

function longestPrefix(path: string, prefixes: readonly string[]): string | undefined {
  return prefixes
    .filter((prefix) => prefix === "*" || isWithin(path, prefix))
    .sort((a, b) => b.length - a.length)[0];
}

/** `lib/config/problem` is the file `lib/config/problem.ts` as well as a folder of that name. */
function isWithin(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`) || path === `${prefix}.ts`;
}
