import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type ClockMoved, ClockMovedV1 } from '#contracts';
import { BusinessClock, HealthChecks } from '#runtime';
import { KafkaClient } from './kafka-client.js';
import { TopicReader } from './topic-reader.js';

/** Keeps the process's business clock where the newest clock event puts it. */
@Injectable()
export class ClockFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly reader: TopicReader;
  private readonly listeners: ((moved: ClockMoved) => void)[] = [];

  constructor(kafka: KafkaClient, clock: BusinessClock, health: HealthChecks) {
    this.reader = new TopicReader(kafka, {
      topic: ClockMovedV1.topic,
      onEvents: (events) => {
        for (const event of events) {
          const moved = event.data as ClockMoved;
          clock.follow(moved);
          for (const listener of this.listeners) listener(moved);
        }
      },
    });
    health.add('clock', () => {
      if (!this.reader.isCaughtUp) throw new Error('The business clock has not been read yet.');
    });
  }

  onMoved(listener: (moved: ClockMoved) => void): void {
    this.listeners.push(listener);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.reader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader.stop();
  }
}
