/** Lets so many work at a time: first come, first served, but what others wait for before what nobody does. */
export class Semaphore {
  private free: number;
  private readonly waiting: (() => void)[] = [];
  private readonly waitingLater: (() => void)[] = [];

  constructor(size: number) {
    this.free = size;
  }

  /** @param later whether nobody waits for it */
  async run<Result>(work: () => Promise<Result>, { later = false } = {}): Promise<Result> {
    if (this.free > 0) this.free -= 1;
    else {
      const queue = later ? this.waitingLater : this.waiting;
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift() ?? this.waitingLater.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
