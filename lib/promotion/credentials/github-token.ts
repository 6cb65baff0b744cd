import { z } from "zod";
import { RoleNotTaken } from "./role-session";

interface TokenRequest {
  readonly url: string;
  readonly token: string;
  readonly audience: string;
}

const ANSWER = z.object({ value: z.string().min(1) });
const CLAIMS = z.object({ sub: z.string() });

/**
 * Asks GitHub who this job is. What it answers lasts minutes, so it is asked each time.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export async function githubToken({ url, token, audience }: TokenRequest): Promise<string> {
  const address = new URL(url);
  address.searchParams.set("audience", audience);
  try {
    const answer = await fetch(address, {
      headers: { Authorization: `bearer ${token}`, Accept: "application/json" },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    return ANSWER.parse(await answer.json()).value;
  } catch (error) {
    throw new RoleNotTaken(
      `GitHub gives this job no token: ${error instanceof z.ZodError ? "there is none in its answer" : (error as Error).message}`,
      "check that the job has the permission `id-token: write`, and run it again",
    );
  }
}

const TIMEOUT = 30_000;

/** Whom a token says that the job is, for messages; AWS is who checks it. */
export function subjectOf(token: string): string {
  try {
    const [, claims = ""] = token.split(".");
    return CLAIMS.parse(JSON.parse(Buffer.from(claims, "base64url").toString())).sub;
  } catch {
    return "a job that its token doesn't name";
  }
}
