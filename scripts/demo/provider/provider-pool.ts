import type { ProviderProcess } from "./provider-process";

/** Processes to hand out; one is started when none is free, and kept for the next. */
export class ProviderPool {
  private readonly all: Promise<ProviderProcess>[] = [];
  private readonly free: Promise<ProviderProcess>[] = [];

  constructor(private readonly start: () => Promise<ProviderProcess>) {}

  /** How many were started. */
  get size(): number {
    return this.all.length;
  }

  /** For the caller alone, until released. */
  acquire(): Promise<ProviderProcess> {
    return this.free.pop() ?? this.add();
  }

  release(process: Promise<ProviderProcess>): void {
    this.free.push(process);
  }

  /** For calls that concern no configuration. */
  any(): Promise<ProviderProcess> {
    const [first] = this.all;
    if (first !== undefined) return first;
    const added = this.add();
    this.free.push(added);
    return added;
  }

  async stop(): Promise<void> {
    const started = await Promise.allSettled(this.all);
    await Promise.all(
      started.map(async (one) => (one.status === "fulfilled" ? one.value.stop() : undefined)),
    );
  }

  private add(): Promise<ProviderProcess> {
    const added = this.start();
    this.all.push(added);
    return added;
  }
}
