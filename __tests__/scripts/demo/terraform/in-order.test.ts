import { inOrder } from "../../../../scripts/demo/terraform/in-order";
import { Semaphore } from "../../../../lib/promotion/terraform/semaphore";

const step = (name: string, ...after: string[]) => ({ name, after });

test("a step is begun when all before it are done, and those that need not wait for each other don't", async () => {
  const events: string[] = [];
  const steps = [step("c", "a", "b"), step("a"), step("b")];
  await inOrder(steps, async ({ name }) => {
    events.push(`begin ${name}`);
    await Promise.resolve();
    events.push(`end ${name}`);
  });
  expect(events).toEqual(["begin a", "begin b", "end a", "end b", "begin c", "end c"]);
});

test("after a failure nothing is begun, what was begun ends, and the failure is told", async () => {
  const events: string[] = [];
  let endSlow: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => (endSlow = resolve));
  const steps = [step("bad"), step("slow"), step("after-slow", "slow"), step("after-bad", "bad")];
  const working = inOrder(steps, async ({ name }) => {
    events.push(name);
    if (name === "bad") throw new Error("it broke");
    await slow;
    events.push(`end ${name}`);
  });
  endSlow();
  await expect(working).rejects.toThrow("it broke");
  expect(events).toEqual(["bad", "slow", "end slow"]);
});

test("a semaphore lets in so many, and those that nobody waits for last", async () => {
  const semaphore = new Semaphore(1);
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(name);
    await Promise.resolve();
  };
  const failing = semaphore.run(async () => Promise.reject(new Error("it broke")));
  const others = [
    semaphore.run(work("check"), { later: true }),
    semaphore.run(work("first")),
    semaphore.run(work("second")),
  ];
  await expect(failing).rejects.toThrow("it broke");
  await Promise.all(others);
  expect(events).toEqual(["first", "second", "check"]);
});
