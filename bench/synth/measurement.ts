/** What one child process measured. */
export interface Measurement {
  readonly seconds: number;
  /** Peak resident memory of the whole process. */
  readonly peakBytes: number;
}

/** Ends a measuring child: prints what it found. */
export function report(seconds: number): void {
  const measurement: Measurement = { seconds, peakBytes: process.resourceUsage().maxRSS * 1_024 };
  console.log(JSON.stringify(measurement));
}
