import { Injectable } from '@nestjs/common';

/** Wakes the workers of this process as soon as a delivery has been committed. */
@Injectable()
export class DeliverySignal {
  private wake: (() => void) | undefined;

  queued(): void {
    this.wake?.();
  }

  /** Resolves at the next queued delivery, or after the time given. */
  async wait(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}
