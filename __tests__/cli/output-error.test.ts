import { outputError } from "../../cli/output-error";

const failed = (code: string) => Object.assign(new Error(`${code}: a long story`), { code });

let told: string[];
beforeEach(() => {
  told = [];
  jest.spyOn(console, "error").mockImplementation((line: string) => {
    told.push(line);
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

test("a full disk is told in one line, with what to do and no stack trace", () => {
  expect(outputError(failed("ENOSPC"))).toBe(2);
  expect(told).toEqual([
    "gatehouse: what belongs on stdout can't be written: the disk is full\n  fix: make room, or choose another place",
  ]);
});

test("a reader that closes early is no fault", () => {
  expect(outputError(failed("EPIPE"))).toBe(0);
  expect(told).toEqual([]);
});
