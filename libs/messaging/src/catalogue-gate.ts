import { Injectable } from '@nestjs/common';

/** Where consumers wait until this process has applied the catalogue under which an event was made. */
@Injectable()
export class CatalogueGate {
  private wait: ((version: number) => Promise<void>) | undefined;

  /** Whoever holds the catalogue says how to wait for one of its versions. */
  guardedBy(wait: (version: number) => Promise<void>): void {
    this.wait = wait;
  }

  async reached(version: number): Promise<void> {
    if (version > 0) await this.wait?.(version);
  }
}
