import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import type { Holder } from "../../lib/promotion/lock";

/** `user@host`, as the machine says. */
export function whoRuns(): string {
  return `${userName()}@${hostname()}`;
}

/** A user of a container may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? "unknown"}`;
  }
}

export function thisProcess(): Holder {
  const { pid } = process;
  return { id: randomUUID(), host: hostname(), pid, began: processBegan(pid) ?? "" };
}

/** When a process of this machine began; undefined where there is none of that number. */
export function processBegan(pid: number): string | undefined {
  if (existsSync("/proc/self/stat")) return beganByProc(pid);
  const { status, stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], {
    encoding: "utf8",
  });
  return status === 0 && stdout.trim() !== "" ? stdout.trim() : undefined;
}

/** Its start in clock ticks since the boot, and which boot that was; proc_pid_stat(5), field 22. */
function beganByProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is a name in parentheses, and may hold any character.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, start] = [fields[0], fields[19]];
    if (start === undefined || state === "Z") return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${start}`;
  } catch {
    return undefined;
  }
}
