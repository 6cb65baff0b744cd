import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { simulate } from "../../../lib/access/evaluate/simulate-case";

/**
 * Cases written from AWS's documentation alone, one file a topic. A case is what `gatehouse simulate`
 * reads, plus `name` (its claim), `verdict` (what AWS's rules give) and `source` (the page of the rule).
 * A file may give `defaults` (fields of every case that does not say otherwise) and `policies` by name,
 * to be named in a case by `{ "$policy": name }`.
 */
interface Case {
  readonly id: string;
  readonly name: string;
  readonly verdict: string;
  readonly source: string;
  readonly request: Record<string, unknown>;
}

const DIRECTORY = join(__dirname, "../../cases");
const VERDICTS = ["allowed", "conditional", "explicitlyDenied", "implicitlyDenied"];
const REQUIRED = ["principal", "action", "resource", "context", "identityPolicies"];
const OPTIONAL = [
  ...["resourceAccount", "permissionBoundary", "sessionPolicies", "scps", "rcps"],
  ...["resourcePolicy", "complete"],
];

const topics = readdirSync(DIRECTORY)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => [basename(name, ".json"), readTopic(join(DIRECTORY, name))] as const);

describe("the cases", () => {
  const all = topics.flatMap(([, cases]) => cases);

  test("are enough: 400 at least, of 15 topics at least, and every verdict is among them", () => {
    expect(all.length).toBeGreaterThanOrEqual(400);
    expect(topics.length).toBeGreaterThanOrEqual(15);
    expect([...new Set(all.map(({ verdict }) => verdict))].sort()).toEqual(VERDICTS);
  });

  test("have ids of their own, and names of their own within a topic", () => {
    expect(repeated(all.map(({ id }) => id))).toEqual([]);
    for (const [, cases] of topics) expect(repeated(cases.map(({ name }) => name))).toEqual([]);
  });

  test.each(topics)(
    "of %s are complete, and each cites a page of AWS's documentation",
    (topic, cases) => {
      for (const { id, name, verdict, source, request } of cases) {
        expect(id).toMatch(new RegExp(`^${topic}-\\d{3}$`));
        expect(name).toMatch(/\S/);
        expect(VERDICTS).toContain(verdict);
        expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html(#\S+)?$/);
        const fields = Object.keys(request);
        expect([id, REQUIRED.filter((field) => !fields.includes(field))]).toEqual([id, []]);
        const known = ["id", ...REQUIRED, ...OPTIONAL];
        expect([id, fields.filter((field) => !known.includes(field))]).toEqual([id, []]);
      }
    },
  );

  test.each(topics)("of %s are 20 at least, near-misses beside hits", (_, cases) => {
    expect(cases.length).toBeGreaterThanOrEqual(20);
    expect(new Set(cases.map(({ verdict }) => verdict)).size).toBeGreaterThan(1);
  });
});

const counted = topics.map(([topic, cases]) => [topic, cases.length, cases] as const);
describe.each(counted)("%s, %i cases:", (_topic, _count, cases) => {
  test.each(cases.map((each) => [each.id, each.name, each] as const))(
    "%s %s",
    async (_id, _name, { verdict, source, request }) => {
      const answer = await simulate(request);
      expect({ ...shown(answer), source }).toEqual({ verdict, source });
    },
  );
});

/** Of an answer its verdict, or the error that stands in its place. */
function shown(answer: object): object {
  return "error" in answer
    ? { error: answer.error }
    : { verdict: "verdict" in answer ? answer.verdict : undefined };
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

function readTopic(file: string): readonly Case[] {
  const { defaults = {}, policies = {}, cases, ...others } = readObject(file);
  if (Object.keys(others).length > 0) throw new Error(`${file}: ${Object.keys(others).join(", ")}`);
  const used = new Set<string>();
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isObject(value)) return value;
    if (typeof value["$policy"] !== "string") {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
    }
    const policy = asObject(policies, `${file}: policies`)[value["$policy"]];
    if (policy === undefined) throw new Error(`${file}: no policy ${value["$policy"]}`);
    used.add(value["$policy"]);
    return policy;
  };
  if (!Array.isArray(cases)) throw new Error(`${file}: no list of cases`);
  const read = cases.map((each): Case => {
    const given = { ...asObject(defaults, file), ...asObject(each, file) };
    const { name, verdict, source, ...request } = asObject(resolve(given), file);
    const text = (value: unknown) => (typeof value === "string" ? value : "");
    return {
      id: text(request["id"]),
      name: text(name),
      verdict: text(verdict),
      source: text(source),
      request,
    };
  });
  const unused = Object.keys(asObject(policies, file)).filter((name) => !used.has(name));
  if (unused.length > 0)
    throw new Error(`${file}: policies that no case uses: ${unused.join(", ")}`);
  return read;
}

/** A file's content; a bare list is a list of cases. */
function readObject(file: string): Record<string, unknown> {
  const content: unknown = JSON.parse(readFileSync(file, "utf8"));
  return Array.isArray(content) ? { cases: content } : asObject(content, file);
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (!isObject(value)) throw new Error(`${what}: no object`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
