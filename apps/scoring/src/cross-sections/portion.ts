/** What one transaction says at most, roughly; a saying is held in memory as object, as text and on its way to the database. */
const MANY_EVENTS = 4000;

/**
 * How many cross-sections one transaction takes: as many as allowed while they say little, fewer where each says much. A past
 * that comes as if it were live moves every window of every unit, and a dozen such cross-sections are half a gigabyte.
 */
export class Portion {
  limit: number;

  constructor(private readonly most: number) {
    this.limit = most;
  }

  /** @param events  what a transaction of this portion has said */
  note(events: number): void {
    if (events > MANY_EVENTS) this.limit = Math.max(1, this.limit >> 1);
    else if (events < MANY_EVENTS / 4) this.limit = Math.min(this.most, this.limit * 2);
  }
}
