import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { approve, getApprover, signPlan } from "../../../lib/promotion/approval";
import { BundleFolder, NewBundle } from "../../../lib/promotion/bundle-folder";
import { digest } from "../../../lib/promotion/digest";
import { sign, verify } from "../../../lib/promotion/signature";
import { REVISION, SigningKeys } from "../../support/promotion/promotion-lab";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-approval-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keys = new SigningKeys(join(folder, "keys"));
const [alice, bob, mallory] = [keys.make("alice"), keys.make("bob"), keys.make("mallory")];
const PEOPLE = { "alice@example.com": alice, "bob@example.com": bob };
const allowed = keys.allow(PEOPLE);

let made = 0;
/** A bundle that plans nothing. */
function bundle(revision = REVISION): BundleFolder {
  made += 1;
  return new NewBundle(join(folder, `bundle-${made}`)).finish({
    format: 1,
    wave: "prod",
    protected: true,
    revision,
    rollback: false,
    config: digest("config"),
    tools: { gatehouse: "1.0.0", terraform: "1.11.4" },
    planner: "alice@here",
    stacks: [],
  });
}

function planned(key = alice): BundleFolder {
  const made = bundle();
  signPlan(made, key, allowed);
  return made;
}

test("a second person's approval is found", () => {
  const it = planned();
  expect(approve(it, bob, allowed).principal).toBe("bob@example.com");
  expect(getApprover(BundleFolder.open(it.path), allowed).principal).toBe("bob@example.com");
});

test("who planned it can't approve it", () => {
  const it = planned();
  expect(() => approve(it, alice, allowed)).toThrow(
    "alice@example.com planned this bundle and can't approve it",
  );
  expect(() => getApprover(it, allowed)).toThrow("no second person has approved this bundle");
});

test("who planned it can't approve it by writing the signature there, either", () => {
  const it = planned();
  it.addApproval(sign(it.digest, "approval", alice));
  expect(() => getApprover(it, allowed)).toThrow(
    "only alice@example.com, who planned it, approved",
  );
});

test("nor by another name for the same key", () => {
  const both = keys.allow({ "alice@example.com": alice, "alias@example.com": alice });
  const other = keys.allow({ "alias@example.com": alice });
  const it = bundle();
  signPlan(it, alice, both);
  it.addApproval(sign(it.digest, "approval", alice));
  expect(() => getApprover(it, other)).toThrow("only alias@example.com, who planned it, approved");
});

test("nor by another key under the same name", () => {
  const two = readFileSync(`${bob}.pub`, "utf8").split(" ").slice(0, 2).join(" ");
  const text = `${keys.list({ "alice@example.com": alice })}alice@example.com ${two}\n`;
  const it = bundle();
  const mine = { file: "allowed_signers", texts: [text] };
  signPlan(it, alice, mine);
  expect(() => approve(it, bob, mine)).toThrow("alice@example.com planned this bundle");
});

test("a key that nobody listed signs nothing", () => {
  expect(() => signPlan(bundle(), mallory, allowed)).toThrow(
    "mallory is none of the keys in allowed_signers of this revision",
  );
  const it = planned();
  expect(() => approve(it, mallory, allowed)).toThrow("is none of the keys");
  it.addApproval(sign(it.digest, "approval", mallory));
  expect(() => getApprover(it, allowed)).toThrow("no second person has approved this bundle");
});

test("a key that the promoted commit itself adds signs nothing yet", () => {
  const own = keys.list({ ...PEOPLE, "mallory@example.com": mallory });
  const both = { file: "allowed_signers", texts: [own, keys.list(PEOPLE)] };
  const it = planned();
  expect(() => approve(it, mallory, both)).toThrow("and of the one that the wave ran before");
  it.addApproval(sign(it.digest, "approval", mallory));
  expect(() => getApprover(it, both)).toThrow("no second person has approved this bundle");
  expect(approve(it, bob, both).principal).toBe("bob@example.com");
});

test("nor does one that it takes out", () => {
  const texts = [keys.list({ "alice@example.com": alice }), keys.list(PEOPLE)];
  expect(() => approve(planned(), bob, { file: "allowed_signers", texts })).toThrow(
    "bob is none of the keys",
  );
});

test("an approval of another bundle is none of this one", () => {
  const [it, other] = [planned(), bundle("c".repeat(40))];
  it.addApproval(sign(other.digest, "approval", bob));
  expect(() => getApprover(it, allowed)).toThrow("no second person has approved this bundle");
});

test("a planner's signature is no approval, and an approval no planner's", () => {
  const it = planned();
  it.addApproval(sign(it.digest, "plan", bob));
  expect(() => getApprover(it, allowed)).toThrow("no second person has approved this bundle");
  const unsigned = bundle();
  unsigned.addPlannerSignature(sign(unsigned.digest, "approval", alice));
  expect(() => approve(unsigned, bob, allowed)).toThrow(
    "no signature by somebody of allowed_signers",
  );
});

test("a bundle of which nobody knows who planned it can't be approved", () => {
  const it = bundle();
  expect(() => approve(it, bob, allowed)).toThrow("it has no signature");
});

test("a file of signers that says nothing lets nobody in", () => {
  const it = planned();
  const approval = sign(it.digest, "approval", bob);
  expect(verify(it.digest, "approval", approval, "")).toBeUndefined();
  expect(verify(it.digest, "approval", approval, keys.list(PEOPLE))?.principal).toBe(
    "bob@example.com",
  );
  expect(() => getApprover(it, { file: "allowed_signers", texts: [] })).toThrow(
    "the revision has no allowed_signers",
  );
});

test("what is no signature, or no key, is told as that", () => {
  const it = planned();
  expect(verify(it.digest, "approval", "not a signature", keys.list(PEOPLE))).toBeUndefined();
  const file = join(folder, "no-key");
  writeFileSync(file, "not a key", { mode: 0o600 });
  expect(() => approve(it, file, allowed)).toThrow("no-key can't sign: ");
  expect(() => approve(it, join(folder, "gone"), allowed)).toThrow("gone can't sign: ");
});
