import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { BackgroundWork } from '#runtime';
import { DueCrossSections } from './cross-sections/due-cross-sections.js';
import { DueForecasts } from './forecasts/due-forecasts.js';
import { RescoreDueUnits } from './rescoring/rescore-due-units.js';

/** What goes on beside the consumers as long as the service runs. A rebuild does the same work by itself, in its own order. */
@Injectable()
export class Workers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly works: readonly BackgroundWork[];

  constructor(
    @Inject(RescoreDueUnits) units: RescoreDueUnits,
    @Inject(DueCrossSections) crossSections: DueCrossSections,
    @Inject(DueForecasts) forecasts: DueForecasts,
  ) {
    // The other processes touch too, and only they know of it.
    const urgent = new BackgroundWork('live cross-sections', 250, () => crossSections.takeUrgent());
    crossSections.onUrgent(() => urgent.nudge());
    this.works = [
      urgent,
      new BackgroundWork('rows of provinces', 500, () => crossSections.takeRows()),
      new BackgroundWork('cross-sections', 500, () => crossSections.takeSome()),
      new BackgroundWork('rescore', 500, () => units.turn()),
      new BackgroundWork('forecasts', 1000, () => forecasts.takeOne()),
    ];
  }

  onApplicationBootstrap(): void {
    for (const work of this.works) work.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.works.map((work) => work.stop()));
  }
}
