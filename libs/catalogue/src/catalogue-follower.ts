import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type CatalogueEntry, CatalogueV1 } from '#contracts';
import { CatalogueGate, KafkaClient, TopicReader } from '#messaging';
import { HealthChecks } from '#runtime';
import { Catalogue } from './catalogue.js';

const WAY_OUT = `Run \`chiso republish ${CatalogueV1.topic}\`.`;
/** An event may come before its catalogue, but not by much. */
const LATE_MS = 30_000;

/** Reads the catalogue's topic to its end before the service is ready, and follows it from then on. */
@Injectable()
export class CatalogueFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly reader: TopicReader;
  private waiting: { version: number; since: number; resolve: () => void }[] = [];

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
      this.refuseLoss();
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.reader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader.stop();
  }

  /** Resolves once the catalogue holds the version whole: nothing is computed from half of one. */
  reached(version: number): Promise<void> {
    if (this.holds(version)) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ version, since: Date.now(), resolve }));
  }

  /** What the marker counts, or an event was made under, has to come; where it does not, the topic has lost it. */
  private refuseLoss(): void {
    const { missing, version } = this.catalogue;
    if (missing > 0)
      throw new Error(
        `The topic of the catalogue lacks ${missing} of its entries: it was truncated or made anew. ${WAY_OUT}`,
      );
    const late = this.waiting.find(({ since }) => Date.now() - since > LATE_MS);
    if (late)
      throw new Error(
        `Events wait for version ${late.version} of the catalogue, whose topic ends at ${version}. ${WAY_OUT}`,
      );
  }

  private holds(version: number): boolean {
    return this.catalogue.version >= version && this.catalogue.missing === 0;
  }

  private release(): void {
    const ready = this.waiting.filter(({ version }) => this.holds(version));
    this.waiting = this.waiting.filter(({ version }) => !this.holds(version));
    for (const { resolve } of ready) resolve();
  }
}
