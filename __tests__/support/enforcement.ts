import type { OpenLab } from "./use-lab";

/** Has an emulator enforce the policies in it during the tests of a describe block. */
export function useEnforcement(lab: () => OpenLab): void {
  beforeAll(() => enforce(lab(), true));
  afterAll(() => enforce(lab(), false));
}

/** By moto's own switch: how many calls go unchecked. */
async function enforce({ lab }: OpenLab, on: boolean): Promise<void> {
  const url = `${lab.endpoint}/moto-api/reset-auth`;
  const { status } = await fetch(url, { method: "POST", body: on ? "0" : "inf" });
  if (status !== 200) throw new Error(`the emulator answers ${status}`);
}

/** What a call came to: done, or refused by a policy. Anything else that goes wrong is thrown. */
export async function verdictOf(call: Promise<unknown>): Promise<"allowed" | "denied"> {
  try {
    await call;
    return "allowed";
  } catch (error) {
    if (error instanceof Error && /^AccessDenied(Exception)?$/.test(error.name)) return "denied";
    throw error;
  }
}
