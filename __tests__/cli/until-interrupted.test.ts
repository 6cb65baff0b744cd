import { Interrupted, untilInterrupted } from "../../cli/until-interrupted";
import { Refusal } from "../../lib/promotion/refusal";

/** As a Ctrl-C would, but for this process alone. */
const interrupt = () => process.emit("SIGINT");

test("what is not interrupted gives its result, and leaves no listener behind", async () => {
  const before = process.listenerCount("SIGINT");
  await expect(untilInterrupted((signal) => Promise.resolve(signal.aborted))).resolves.toBe(false);
  expect(process.listenerCount("SIGINT")).toBe(before);
});

test("work that is interrupted may still come to its end", async () => {
  const result = untilInterrupted((signal) => {
    interrupt();
    return Promise.resolve(signal.aborted);
  });
  await expect(result).resolves.toBe(true);
});

test.each([
  ["it refused to go on", new Refusal("app can't be planned", "mend it"), Refusal],
  ["it had not begun", new DOMException("stopped", "AbortError"), Interrupted],
  ["something else broke", new TypeError("a fault"), TypeError],
])("of work that nothing came of since %s, that is told", async (_, error, told) => {
  const result = untilInterrupted(() => {
    interrupt();
    return Promise.reject(error);
  });
  await expect(result).rejects.toThrow(told);
});
