import { Controller, Get } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type StatusResponse } from '#contracts';
import { Clock } from '#runtime';
import { LiveFeed } from '../live/live-feed.js';
import { Answers } from '../openapi/answers.js';
import { LoadProgressStore } from '../progress/load-progress.store.js';
import { present } from '../questions/present.js';
import { StatusQuery } from './status.query.js';

@Controller('api/v1/status')
export class StatusController {
  constructor(
    private readonly status: StatusQuery,
    private readonly progress: LoadProgressStore,
    private readonly feed: LiveFeed,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Answers('StatusResponse', 'Business date, demo, loading, freshness')
  async read(): Promise<StatusResponse> {
    const [tasks, freshness, moved] = await Promise.all([
      this.progress.all(),
      this.status.freshness(),
      this.status.clock(),
    ]);
    const load = tasks.map((task) => ({ ...task, finished: task.done >= task.total }));
    return {
      now: this.clock.now(),
      real: this.clock.real(),
      today: this.clock.today(),
      running: moved?.running ?? true,
      ...present('demo', moved?.demoFeed),
      load,
      loading: load.some((task) => !task.finished),
      catalogueVersion: this.catalogue.version,
      freshness,
      position: this.feed.served,
    };
  }
}
