/** The minutes of a session's ISO 8601 duration, such as PT1H30M. */
export function sessionMinutes(duration: string): number {
  const [, hours = "0", minutes = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration) ?? [];
  return Number(hours) * 60 + Number(minutes);
}
