const WINDOW = 1000;
const SMALLEST_WINDOW = 200;
const FEWEST = 20;
const SHARE = 0.05;

/** Whether too many events of a partition died: at least 20 among the last 200 to 1,000, and over 5 %. */
export class DeadLetterLimit {
  private readonly slices: { events: number; dead: number }[] = [];
  private events = 0;
  private dead = 0;

  /** Takes the counts of a slice; true where the partition must stop. */
  add(events: number, dead: number): boolean {
    this.slices.push({ events, dead });
    this.events += events;
    this.dead += dead;
    while (this.slices.length > 1 && this.events - this.slices[0]!.events >= WINDOW) this.forgetOldest();
    return this.events >= SMALLEST_WINDOW && this.dead >= FEWEST && this.dead > SHARE * this.events;
  }

  private forgetOldest(): void {
    const oldest = this.slices.shift()!;
    this.events -= oldest.events;
    this.dead -= oldest.dead;
  }
}
