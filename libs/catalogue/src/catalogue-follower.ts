import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type CatalogueEntry, CatalogueV1 } from '#contracts';
import { CatalogueGate, KafkaClient, TopicReader } from '#messaging';
import { HealthChecks } from '#runtime';
import { Catalogue } from './catalogue.js';

/** Reads the catalogue's topic to its end before the service is ready, and follows it from then on. */
@Injectable()
export class CatalogueFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly reader: TopicReader;
  private waiting: { version: number; resolve: () => void }[] = [];

  constructor(
    private readonly catalogue: Catalogue,
    kafka: KafkaClient,
    gate: CatalogueGate,
    health: HealthChecks,
  ) {
    this.reader = new TopicReader(kafka, {
      topic: CatalogueV1.topic,
      onEvents: (events) => {
        catalogue.apply(events.map((event) => event.data as CatalogueEntry));
        this.release();
      },
    });
    gate.guardedBy((version) => this.reached(version));
    health.add('catalogue', () => {
      if (!this.reader.isCaughtUp) throw new Error('The catalogue has not been read to its end yet.');
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.reader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader.stop();
  }

  /** Resolves once the catalogue holds the version. */
  reached(version: number): Promise<void> {
    if (this.catalogue.version >= version) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ version, resolve }));
  }

  private release(): void {
    const ready = this.waiting.filter(({ version }) => version <= this.catalogue.version);
    this.waiting = this.waiting.filter(({ version }) => version > this.catalogue.version);
    for (const { resolve } of ready) resolve();
  }
}
