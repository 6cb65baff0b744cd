import {
  ACCOUNT_CAPABILITIES,
  PIPELINE_CAPABILITIES,
} from "../../../../lib/config/schema/capabilities";
import { exampleOf } from "../../../../lib/access/capabilities/custom-capability";
import { listCapabilities } from "../../../../lib/access/capabilities/list-capabilities";
import { listQuestions } from "../../../../lib/access/matrix/list-questions";
import { lookUpAction } from "../../../../lib/model/iam-reference";
import { type GeneratedWorld, generatedWorld } from "../../../support/generated-world";
import { SHIPPED, synthFile } from "../../../support/synth-platform";

let shipped: GeneratedWorld;
beforeAll(async () => {
  shipped = generatedWorld(await synthFile(SHIPPED));
});

test("every capability of the vocabulary is asked, opening a gate apart from closing it", () => {
  const names = listCapabilities(shipped.platform).map(({ name }) => name);
  expect([...names].sort()).toEqual(
    [...PIPELINE_CAPABILITIES, ...ACCOUNT_CAPABILITIES, "gate-open"].sort(),
  );
  const asked = listQuestions(shipped.platform, shipped.world).map(({ capability }) => capability);
  expect([...new Set(asked)].sort()).toEqual([...names].sort());
});

test("every action that is asked is AWS's, and on a resource that AWS checks it on", async () => {
  const requests = new Map(
    listQuestions(shipped.platform, shipped.world)
      .flatMap(({ needs, marks }) => [...needs, ...marks])
      .map((request) => [`${request.action} ${request.resource}`, request]),
  );
  const wrong: string[] = [];
  for (const { action, resource } of requests.values()) {
    const looked = await lookUpAction(action);
    if (looked.kind !== "known") wrong.push(`no action ${action}`);
    else if (looked.name !== action) wrong.push(`${action} is spelt ${looked.name}`);
    else if (looked.arnPatterns.length === 0) {
      if (resource !== "*") wrong.push(`${action} takes no resource, such as ${resource}`);
    } else if (!looked.arnPatterns.some((pattern) => fits(resource, pattern)))
      wrong.push(`${action} isn't checked on ${resource}`);
  }
  expect(wrong).toEqual([]);
  expect(requests.size).toBeGreaterThan(300);
});

/** A name has no slash, but where it may have a path. */
function fits(arn: string, pattern: string): boolean {
  const parts = pattern.split(/(\$\{[^}]*\})/).map((part) => {
    if (!part.startsWith("${")) return part.replace(/[.*+?^$()[\]\\{}|]/g, "\\$&");
    return /Path|Id|LogGroupName|Object/.test(part) ? ".*" : "[^/]*";
  });
  return new RegExp(`^${parts.join("")}$`).test(arn);
}

test("marks are needs that nothing else is held by", () => {
  const seen = new Map<string, string>();
  for (const { capability, needs, marks } of listQuestions(shipped.platform, shipped.world)) {
    for (const mark of marks) {
      expect(needs).toContain(mark);
      // Pipelines of one repository share it, and lists are an account's own.
      if (mark.resource === "*" || capability === "source") continue;
      const key = `${mark.action} ${mark.resource}`;
      expect(seen.get(key) ?? capability).toBe(capability);
      seen.set(key, capability);
    }
  }
});

test("an example of a pattern is no pattern, and `*` alone stays", () => {
  expect(exampleOf("arn:aws:s3:::a-*/?")).toBe("arn:aws:s3:::a-made-up/x");
  expect(exampleOf("*")).toBe("*");
});
