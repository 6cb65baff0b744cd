import type { Persona } from "../../../../lib/model/people";
import type { Platform } from "../../../../lib/model/platform";
import { compilePersona, compilePersonaIn } from "../../../../lib/policy/persona/compile-persona";
import { renderPolicy } from "../../../../lib/policy/render-policy";
import { personaPolicies } from "../../../../lib/report/policies/persona-policies";
import { policyDocuments } from "../../../../lib/report/policies/policy-document";
import { renderPolicyDocuments } from "../../../../lib/report/policies/render-policy-documents";
import { SHIPPED_TEXT, goldenWith, load, textAt } from "../../../support/platform-file";
import { RICH_TEXT } from "../rich-platform";

interface Printed {
  readonly headline: string;
  readonly text: string;
  /** Without its comments, parsed. */
  readonly policy: unknown;
}

async function print(
  text: string,
): Promise<{ platform: Platform; persona: Persona; text: string; printed: Printed[] }[]> {
  const loaded = await load(text);
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  const { platform, placeOf } = loaded;
  return platform.personas.map((persona) => {
    const documents = policyDocuments(personaPolicies(platform, persona), placeOf);
    const all = renderPolicyDocuments(documents);
    return { platform, persona, text: all, printed: split(all) };
  });
}

function split(text: string): Printed[] {
  return text.split(/\n\n(?=\/\/ )/).map((part) => {
    const [headline = ""] = part.split("\n");
    const bare = part
      .split("\n")
      .filter((line) => !/^\s*\/\//.test(line))
      .join("\n");
    return { headline, text: part, policy: JSON.parse(bare) as unknown };
  });
}

test.each([
  ["the shipped platform", SHIPPED_TEXT],
  ["one with everything in it", RICH_TEXT],
])("without its comments, each policy of %s is what AWS gets", async (_name, text) => {
  for (const { platform, persona, printed } of await print(text)) {
    const { inline, managed } = compilePersona(platform, persona);
    expect(printed.map(({ policy }) => policy)).toEqual(
      [inline, ...managed.map(({ statements }) => statements)].map((statements): unknown =>
        JSON.parse(renderPolicy(statements)),
      ),
    );
  }
});

test("each policy is headed by its name, its size and its limit", async () => {
  const developer = (await print(RICH_TEXT)).find(({ persona }) => persona.name === "developer");
  expect(developer?.printed[0]?.headline).toMatch(
    /^\/\/ permission set acme-developer, inline: \d,\d{3} of 10,240 characters$/,
  );
});

test("each statement is preceded by what it is for, and by the line that asks for it", async () => {
  const all = await print(RICH_TEXT);
  for (const { printed } of all)
    for (const { text } of printed) {
      // Nothing but a comment, of whatever length, stands before a statement.
      const lines = text.split("\n");
      const starts = lines.flatMap((line, index) => (line === "    {" ? [index] : []));
      expect(starts.length).toBeGreaterThan(0);
      for (const start of starts) expect(lines[start - 1]).toMatch(/^ {4}\/\/ \S/);
    }
  const developer = all.find(({ persona }) => persona.name === "developer")?.text ?? "";
  const [, at = ""] = /\/\/ start: (platform\.yaml:\d+:\d+); view: \1\n/.exec(developer) ?? [];
  expect(textAt(RICH_TEXT, { at })).toMatch(/^capabilities: \[ view, start, retry, logs \]/);
});

test("a rule's description with line breaks in it stays within its comment", async () => {
  const gatekeeper = (await print(RICH_TEXT)).find(({ persona }) => persona.name === "gatekeeper");
  expect(gatekeeper?.text).toMatch(
    /\/\/ Logs may hold secrets\. \*\/ \/\/ Whoever decides needs none\.: platform\.yaml:\d+:\d+\n/,
  );
});

test("no line of a comment is longer than the width of the file", async () => {
  for (const { text } of await print(SHIPPED_TEXT))
    for (const line of text.split("\n"))
      if (/^\s*\/\//.test(line)) expect(line.length).toBeLessThanOrEqual(100);
});

test("in IAM mode there is a role for each account, with who may take it", async () => {
  const text = goldenWith(
    {
      path: ["identity"],
      value: { mode: "iam", signIn: { by: "saml", providerName: "corp", personaTag: "persona" } },
    },
    { path: ["groups", 2, "source"] },
  );
  const all = await print(text);
  const developer = all.find(({ persona }) => persona.name === "developer");
  expect(
    developer?.printed.map(({ headline }) => headline.replace(/: [\d,]+ of/, ": N of")),
  ).toEqual([
    "// role acme-developer in tooling (100000000002), who may take it: N of 2,048 characters",
    "// role acme-developer in tooling (100000000002), inline: N of 10,240 characters",
    "// role acme-developer in dev (200000000001), who may take it: N of 2,048 characters",
    "// role acme-developer in dev (200000000001), inline: N of 10,240 characters",
  ]);
  for (const { platform, persona, printed } of all) {
    const inlines = printed.filter(({ headline }) => headline.includes(", inline: "));
    for (const { headline, policy } of inlines) {
      const [, id = ""] = /\((\d{12})\)/.exec(headline) ?? [];
      const { inline } = compilePersonaIn(platform, persona, id);
      expect(policy).toEqual(JSON.parse(renderPolicy(inline)));
    }
  }
});

test("where people come by other means, the policy says that nobody is given it", async () => {
  const [first] = await print(goldenWith({ path: ["identity"], value: { mode: "none" } }));
  expect(first?.printed[0]?.headline).toMatch(
    /^\/\/ persona auditor \(identity\.mode is none: given to nobody\), inline: /,
  );
});
