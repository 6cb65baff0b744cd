import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CREDENTIALS } from "../../../scripts/demo/emulator/seed-of";
import { ChangedByHand } from "../../support/changed-by-hand";
import { useEnforcement } from "../../support/enforcement";
import { People } from "../../support/people";
import { runCommand } from "../../support/run-command";
import { STARTUP } from "../../support/synth-platform";
import type { OpenLab } from "../../support/use-lab";

const MINUTE = 60_000;

interface Written {
  readonly findings: readonly {
    readonly kind: string;
    readonly thing: string;
    readonly message: string;
  }[];
  readonly lines: readonly {
    readonly subject: string;
    readonly person: string;
    readonly by: string;
  }[];
}

/** An access review of the startup's accounts, before and after somebody has changed things by hand. */
export function reviewed(lab: () => OpenLab): void {
  describe("the startup's access review", () => {
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "gatehouse-review-"));
      const people = new People(lab());
      await people.join("ada", "Developers");
      await people.join("grace", "Releasers");
    }, MINUTE);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const review = (...args: readonly string[]) =>
      runCommand(["review", "-c", STARTUP, "--role", "OrganizationAccountAccessRole", ...args], {
        cwd: folder,
        env: {
          AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
          AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
          AWS_ENDPOINT_URL: lab().lab.endpoint,
        },
      });
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    const written = (name: string) => JSON.parse(read(join(name, "review.json"))) as Written;

    test(
      "finds nothing where nobody has changed anything, and says who can do what, down to people",
      async () => {
        const { code, stdout } = await review("-o", "first");
        expect(written("first").findings).toEqual([]);
        expect([code, stdout]).toEqual([0, expect.stringContaining("Nothing is off")]);
        const { lines } = written("first");
        expect(lines).toContainEqual(
          expect.objectContaining({ subject: "releaser", person: "grace", by: "Releasers" }),
        );
        expect(
          lines.filter(({ person }) => person === "ada").map(({ subject }) => subject),
        ).toEqual(expect.arrayContaining(["developer"]));
        // Whoever takes the administrators' role can do all that people can.
        expect(stdout).toContain("role/OrganizationAccountAccessRole");
        expect(read("first/sheets/app.md")).toMatch(
          /\| grace \| Releasers \| releaser \| approve on app\/prod\/approve;/,
        );
      },
      MINUTE,
    );

    test(
      "is not read again where it was read, and carries decisions over while the access is the same",
      async () => {
        const decided = read("first/decisions.yaml").replace(
          /(subject: releaser\n {4}person: grace\n {4}access: \w+\n {4}decision:)\n {4}by:/,
          "$1 keep\n    by: alan",
        );
        expect(decided).toContain("by: alan");
        writeFileSync(join(folder, "first/decisions.yaml"), decided);
        const again = await review("-o", "first");
        expect([again.code, again.stderr]).toEqual([0, "wrote first\n"]);
        expect(read("first/sheets/app.md")).toMatch(/\| grace \|.*\| keep \| alan \|/);

        const next = await review("-o", "second", "--previous", "first");
        expect(next.stderr).toContain(`read ${lab().platform.tooling.accountId}\n`);
        expect(read("second/sheets/app.md")).toMatch(/\| grace \|.*\| keep \| alan \|/);

        writeFileSync(
          join(folder, "second/decisions.yaml"),
          read("second/decisions.yaml").replace("decision: keep", "decision: revoke"),
        );
        const revoked = await review("-o", "second");
        expect(revoked.code).toBe(1);
        expect(written("second").findings).toEqual([
          expect.objectContaining({ kind: "not-revoked", thing: "grace" }),
        ]);
      },
      MINUTE,
    );

    test(
      "finds each change that somebody made by hand, and no other",
      async () => {
        const changes = new ChangedByHand(lab());
        const expected = await changes.makeAll();
        const { code } = await review("-o", "third");
        expect(code).toBe(1);
        const found = written("third").findings.map(({ kind, thing }) => `${kind} ${thing}`);
        expect(found).toEqual(expect.arrayContaining([...expected]));
        expect(found.filter((each) => !changes.follows(each) && !expected.includes(each))).toEqual(
          [],
        );
      },
      2 * MINUTE,
    );

    describe("with policies enforced", () => {
      useEnforcement(lab);

      test(
        "names the accounts that can't be read",
        async () => {
          const { code, stderr } = await review("-o", "fourth", "--role", "nobodys-role");
          expect([code, stderr]).toEqual([
            2,
            expect.stringContaining("not everything could be read as nobodys-role:\n  "),
          ]);
          expect(stderr).toContain("then run the same again: fourth keeps what was read");
        },
        MINUTE,
      );
    });
  });
}
