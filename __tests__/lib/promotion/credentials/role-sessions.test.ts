import type { RoleSession } from "../../../../lib/promotion/credentials/role-session";
import { RoleSessions } from "../../../../lib/promotion/credentials/role-sessions";

const MINUTE = 60_000;

/** Sessions of an hour, by a clock that stands until it is moved. */
function clocked() {
  const clock = { now: 0 };
  const taken: string[] = [];
  let refuse = false;
  const sessions = new RoleSessions({
    now: () => clock.now,
    taker: {
      take: (roleArn, sessionName) => {
        taken.push(`${roleArn} as ${sessionName}`);
        if (refuse) return Promise.reject(new Error("refused"));
        return Promise.resolve(session(clock.now + 60 * MINUTE, taken.length));
      },
    },
  });
  return { clock, taken, sessions, refuse: (yes: boolean) => (refuse = yes) };
}

function session(ends: number, count: number): RoleSession {
  const expiration = new Date(ends);
  return { accessKeyId: `key-${count}`, secretAccessKey: "s", sessionToken: "t", expiration };
}

test("a role is taken once, whoever asks meanwhile, and another one by itself", async () => {
  const { sessions, taken } = clocked();
  await Promise.all([sessions.get("one", "a"), sessions.get("one", "a"), sessions.get("two", "a")]);
  await sessions.get("one", "a");
  expect(taken).toEqual(["one as a", "two as a"]);
});

test("ten minutes before it ends it is taken anew, by one of those who ask", async () => {
  const { sessions, taken, clock } = clocked();
  await sessions.get("one", "a");
  clock.now = 49 * MINUTE;
  expect((await sessions.get("one", "a")).accessKeyId).toBe("key-1");
  clock.now = 51 * MINUTE;
  const found = await Promise.all([sessions.get("one", "a"), sessions.get("one", "a")]);
  expect(found.map(({ accessKeyId }) => accessKeyId)).toEqual(["key-2", "key-2"]);
  expect(taken).toHaveLength(2);
});

test("what was refused is asked for again", async () => {
  const { sessions, refuse } = clocked();
  refuse(true);
  await expect(sessions.get("one", "a")).rejects.toThrow("refused");
  refuse(false);
  expect((await sessions.get("one", "a")).accessKeyId).toBe("key-2");
});
