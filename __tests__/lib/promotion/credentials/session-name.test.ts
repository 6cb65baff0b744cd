import { sessionName } from "../../../../lib/promotion/credentials/session-name";

test("says who, in which wave, and which stack", () => {
  expect(sessionName("octocat-42", "prod", "target-shop-prod")).toBe(
    "octocat-42=prod=target-shop-prod",
  );
});

test.each([
  ["w".repeat(300), "x".repeat(300), "y".repeat(300)],
  ["a b:c/d\n'é", "", ""],
  ["", "", ""],
])("is one that AWS takes, of %j, %j and %j", (who, wave, stack) => {
  expect(sessionName(who, wave, stack)).toMatch(/^[\w+=,.@-]{2,64}$/);
});

test("however long who it is, the wave and the stack are still to be seen", () => {
  expect(sessionName("w".repeat(99), "a-wave-that-is-long", "tooling")).toMatch(
    /^w+=a-wave-that-is-l=tooling$/,
  );
});
