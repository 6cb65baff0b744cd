import { Fn, Token } from "cdktf";
import { withoutCreationStacks } from "../../stacks/without-creation-stacks";

describe("withoutCreationStacks", () => {
  it("keeps CDKTF from noting where each token was made, and only within", () => {
    expect(creationStack().length).toBeGreaterThan(0);
    expect(withoutCreationStacks(creationStack)).toEqual([]);
    expect(creationStack().length).toBeGreaterThan(0);
  });

  it("leaves errors their stacks, those too that are captured anew", () => {
    const error = thrownWithin(() => {
      const anew = new Error("on purpose");
      Error.captureStackTrace(anew);
      throw anew;
    });
    expect(error.stack).toContain("without-creation-stacks.test.ts");
  });

  it("puts things back after an error", () => {
    const before = Object.getOwnPropertyDescriptor(Error, "captureStackTrace");
    thrownWithin(() => {
      throw new Error("on purpose");
    });
    expect(Object.getOwnPropertyDescriptor(Error, "captureStackTrace")).toEqual(before);
  });
});

function creationStack(): readonly string[] {
  return Token.asAny(Fn.timestamp()).creationStack;
}

function thrownWithin(work: () => never): Error {
  try {
    return withoutCreationStacks(work);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
