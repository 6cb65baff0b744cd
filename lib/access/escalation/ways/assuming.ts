import { allowsOf } from "../../prove/scene/identity-reach";
import type { Context } from "../../prove/scene/contexts";
import type { WorldRole } from "../../world/world";
import type { Way } from "../escalation-graph";
import { edgeOf } from "./edge";

const ASSUME = "sts:AssumeRole";

/**
 * A role assumes another: its own policies and the other's trust allow it, or in its own account the trust alone, where
 * it names the very role. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assuming: Way = ({ scene, ask, add }) => {
  const context: Context = { ...scene.inOrg, ...CHAINED };
  const tryOne = (from: WorldRole, to: WorldRole): void => {
    if (from === to) return;
    const question = { asker: { kind: "role", role: from } as const, action: ASSUME, context };
    const edge = edgeOf(from.arn, to.arn, ASSUME, [ask({ ...question, resource: to.arn })]);
    if (edge !== undefined) add(edge);
  };
  for (const from of scene.world.roles) {
    for (const { resources } of allowsOf(from.policies, ASSUME)) {
      const meant =
        resources === undefined || resources.negated
          ? scene.roles.all
          : resources.patterns.flatMap(({ text }) => scene.roles.matching(text));
      for (const to of new Set(meant)) tryOne(from, to);
    }
  }
  for (const to of scene.world.roles) {
    for (const { statement } of to.trust.candidates(ASSUME.toLowerCase()).allows) {
      for (const { shape, text } of statement.principals?.entries ?? []) {
        const [own] = shape === "role" || shape === "session" ? scene.roles.matching(text) : [];
        if (own !== undefined) tryOne(own, to);
        if (shape === "everyone")
          for (const near of scene.roles.inAccount(to.accountId)) tryOne(near, to);
      }
    }
  }
};

/**
 * The session that a role assumes another from has no MFA of its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
const CHAINED: Context = {
  "aws:MultiFactorAuthPresent": null,
  "aws:MultiFactorAuthAge": null,
  "sts:ExternalId": null,
};
