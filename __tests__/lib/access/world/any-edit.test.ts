import fc from "fast-check";
import { createAsk } from "../../../../lib/access/world/ask";
import { buildWorld } from "../../../../lib/access/world/build/build-world";
import { parseShow } from "../../../../lib/access/world/terraform/parse-show";
import { parseStack } from "../../../../lib/access/world/terraform/parse-stack";
import type { World } from "../../../../lib/access/world/world";
import { GOLDEN, synthFile } from "../../../support/synth-platform";

interface Edit {
  readonly at: number;
  readonly kind: "drop" | "replace" | "rename";
  readonly value: unknown;
}

const EDITS: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    at: fc.nat(),
    kind: fc.constantFrom("drop", "replace", "rename"),
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom("${", "$${x}", "${aws_iam_role.x.arn}", "${a.b.c}", "%{", "*", ""),
      fc.constantFrom("__proto__", "constructor", "toString"),
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

type Slot = readonly [holder: object, key: string];

/** Every place of a JSON value that can be changed. */
function slotsOf(value: unknown): Slot[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Slot[] => [[value, key], ...slotsOf(inner)]);
}

function edited(json: string, edits: readonly Edit[]): unknown {
  const value: unknown = JSON.parse(json);
  for (const { at, kind, value: other } of edits) {
    const slots = slotsOf(value);
    const [holder, key] = slots[at % slots.length] ?? [{}, ""];
    const before: unknown = Object.getOwnPropertyDescriptor(holder, key)?.value;
    if (kind === "replace") define(holder, key, other);
    else Reflect.deleteProperty(holder, key);
    if (kind === "rename") define(holder, String(other), before);
  }
  // So that it is no more than JSON can say: a list has neither holes nor names.
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** As JSON.parse does: an assignment takes `__proto__` for more than a name. */
function define(holder: object, key: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d+$/.test(key)) return;
  Object.defineProperty(holder, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** Reads all that there is to read, and asks something for some. */
function useUp(world: World): void {
  const ask = createAsk(world);
  const targets = [...world.resources, ...world.roles];
  expect(Array.isArray(world.unmodelled)).toBe(true);
  for (const { policy } of world.resources) expect(policy?.statements).not.toBeNull();
  for (const [index, role] of world.roles.entries()) {
    if (index % EVERY > 0) continue;
    const resource = targets[(index * 7) % targets.length]?.arn ?? "*";
    for (const action of ["s3:GetObject", "sts:AssumeRole", "kms:Decrypt"])
      expect(ask({ asker: { kind: "role", role }, action, resource }).kind).toMatch(/./);
  }
  for (const group of world.groups)
    for (const user of group.users)
      ask({ asker: { kind: "member", group, user }, action: "sts:AssumeRole", resource: "*" });
}

/** Compiling every role's policies takes longer than all the rest. */
const EVERY = 4;

describe("however the Terraform is edited, reading and asking never throws", () => {
  const texts: (readonly [file: string, text: string])[] = [];
  beforeAll(async () => {
    const { files } = await synthFile(GOLDEN);
    texts.push(...[...files].filter(([file]) => file.endsWith("cdk.tf.json")));
  });

  test("in a folder that synth wrote", () => {
    const whole = texts.map(([file, text]) => parseStack(file, file, JSON.parse(text)));
    fc.assert(
      fc.property(fc.nat(), EDITS, (which, edits) => {
        const stacks = whole.slice();
        const [file, text] = texts[which % texts.length] ?? ["", "{}"];
        stacks[which % texts.length] = parseStack(file, file, edited(text, edits));
        useUp(buildWorld(stacks));
      }),
      { numRuns: RUNS },
    );
  });

  test("in what Terraform shows of a plan", () => {
    const plans = texts.map(([file, text]) => [file, JSON.stringify(asPlan(text))] as const);
    fc.assert(
      fc.property(fc.nat(), EDITS, (which, edits) => {
        const [file, text] = plans[which % plans.length] ?? ["", "{}"];
        const stack = parseShow(file, file, edited(text, edits));
        if (stack !== undefined) useUp(buildWorld([stack]));
      }),
      { numRuns: RUNS },
    );
  });
});

const RUNS = Number(process.env.GATEHOUSE_FUZZ_RUNS ?? "40");

type Values = Record<string, unknown>;

/** A plan of a stack, as far as the reader looks at it: what refers to something is only known after apply. */
function asPlan(text: string): unknown {
  const { resource, provider } = JSON.parse(text) as {
    resource: Record<string, Record<string, Values>>;
    provider: { aws: Values[] };
  };
  const all = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, values]) => ({ mode: "managed", type, name, values })),
  );
  return {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: all.map((one) => {
          const unknown = referencesIn(one.values);
          const known = Object.entries(one.values).filter(([key]) => !Object.hasOwn(unknown, key));
          return { ...one, values: Object.fromEntries(known) };
        }),
      },
    },
    configuration: {
      provider_config: {
        aws: {
          expressions: {
            region: { constant_value: provider.aws[0]?.region },
            allowed_account_ids: { constant_value: provider.aws[0]?.allowed_account_ids },
          },
        },
      },
      root_module: {
        resources: all.map(({ values, ...one }) => ({ ...one, expressions: referencesIn(values) })),
      },
    },
  };
}

function referencesIn(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const found = typeof value === "string" ? /^\$\{([^}]*)\}$/.exec(value) : null;
      return found === null ? [] : [[key, { references: [found[1]] }]];
    }),
  );
}
