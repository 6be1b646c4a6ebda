/** The conditions of a question that were asked for, with their values in order. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** The place of a value in the statement. */
  place(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** Compares a column where there is something to compare it with. */
  where(comparison: string, value: unknown): this {
    if (value !== undefined) this.parts.push(`${comparison} ${this.place(value)}`);
    return this;
  }

  /** Goes on after the last row of the page before, by its sort key. */
  after(columns: string, key: readonly unknown[] | undefined, direction: '>' | '<' = '>'): this {
    if (key) this.parts.push(`(${columns}) ${direction} (${key.map((part) => this.place(part)).join(', ')})`);
    return this;
  }

  /** All of them, for a WHERE; `true` where nothing was asked for. */
  get text(): string {
    return this.parts.length > 0 ? this.parts.join(' AND ') : 'true';
  }
}
