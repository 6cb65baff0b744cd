import type { Command } from "commander";
import { isDay } from "../lib/model/term";
import { UserError } from "./user-error";

/** Lets a command look at another day than the one it runs on; with {@link todayOf}, all that it knows of the clock. */
export function addTodayOption(command: Command): Command {
  return command.option(
    "--today <date>",
    "the day, in UTC, by which to say what is over or ends soon, such as 2027-01-31 (default: that of the clock)",
  );
}

/** The beginning of the day that was named, or now. */
export function todayOf(named: string | undefined): Date {
  if (named === undefined) return new Date();
  if (/^\d{4}-\d{2}-\d{2}$/.test(named) && isDay(named)) return new Date(`${named}T00:00:00Z`);
  throw new UserError(
    `--today takes a day, not "${named}"`,
    "write it as year-month-day, such as 2027-01-31",
  );
}
