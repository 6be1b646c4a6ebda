import { Controller, Inject } from '@nestjs/common';
import { ClientKafka, Ctx, EventPattern, KafkaContext, Payload } from '@nestjs/microservices';
import { randomUUID } from 'node:crypto';
import { ObservationsService, type ObservationEvent } from './observations.service.js';
import { progress } from './progress.js';

@Controller()
export class ObservationsController {
  constructor(
    private readonly observations: ObservationsService,
    @Inject('KAFKA') private readonly client: ClientKafka,
  ) {}

  @EventPattern<string>(process.env.TOPIC_IN!)
  async onObservation(@Payload() event: ObservationEvent, @Ctx() context: KafkaContext) {
    progress.first();
    const id = String(context.getMessage().headers!.ce_id);
    const result = await this.observations.apply(id, event);
    if (result) {
      this.emit(process.env.TOPIC_SCORE!, 'score.changed', event.unit, result.score);
      if (result.trend) this.emit(process.env.TOPIC_TREND!, 'trend.changed', event.unit, result.trend);
    }
    progress.handled();
  }

  private emit(topic: string, type: string, key: string, value: object) {
    const headers = {
      ce_id: randomUUID(),
      ce_type: type,
      ce_source: '/peers/nest-naive',
      ce_time: new Date().toISOString(),
      ce_specversion: '1.0',
      'content-type': 'application/json',
    };
    this.client.emit(topic, { key, headers, value });
  }
}
