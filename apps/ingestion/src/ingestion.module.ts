import { Module, type DynamicModule } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { MessagingModule } from '#messaging';
import { PersistenceModule } from '#persistence';
import { RuntimeModule } from '#runtime';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { CatalogueEntryStore } from './catalogue/catalogue-entry.store.js';
import { OwnCatalogue } from './catalogue/own-catalogue.js';
import { RecordEntries } from './catalogue/record-entries.js';
import { ClockStore } from './clock/clock.store.js';
import { DemoController } from './clock/demo.controller.js';
import { KeepClock } from './clock/keep-clock.js';
import { MoveClock } from './clock/move-clock.js';
import { SetDemo } from './clock/set-demo.js';
import { AnswerOnce } from './idempotency/answer-once.js';
import { IdempotencyStore } from './idempotency/idempotency.store.js';
import { type IngestionConfig } from './ingestion.config.js';
import { ingestionMigrations } from './migrations/index.js';
import { FeedWatch } from './obligations/feed-watch.js';
import { MeetObligations } from './obligations/meet-obligations.js';
import { ObligationScan } from './obligations/obligation-scan.js';
import { ObligationStartsController } from './obligations/obligation-starts.controller.js';
import { ObligationStore } from './obligations/obligation.store.js';
import { OpenObligations } from './obligations/open-obligations.js';
import { ReviewObligations } from './obligations/review-obligations.js';
import { SpanStore } from './obligations/span.store.js';
import { ObservationReportedConsumer } from './observations/observation-reported.consumer.js';
import { ObservationStore } from './observations/observation.store.js';
import { ObservationsController } from './observations/observations.controller.js';
import { RecordObservations } from './observations/record-observations.js';
import { TakeReports } from './observations/take-reports.js';
import { PlanStore } from './plans/plan.store.js';
import { PlansController } from './plans/plans.controller.js';
import { RecordPlans } from './plans/record-plans.js';
import { republications } from './republish/republications.js';
import { PublicationStore } from './publications/publication.store.js';
import { Publications } from './publications/publications.js';
import { PublicationsController } from './publications/publications.controller.js';
import { SettlePublication } from './publications/settle-publication.js';

const SERVICE = 'ingestion';

const CONTROLLERS = [
  CatalogueController,
  DemoController,
  ObligationStartsController,
  ObservationReportedConsumer,
  ObservationsController,
  PlansController,
  PublicationsController,
];

const PROVIDERS = [
  AnswerOnce,
  CatalogueEntryStore,
  ClockStore,
  FeedWatch,
  IdempotencyStore,
  KeepClock,
  MeetObligations,
  MoveClock,
  ObligationScan,
  ObligationStore,
  ObservationStore,
  OpenObligations,
  OwnCatalogue,
  PlanStore,
  PublicationStore,
  Publications,
  RecordEntries,
  RecordObservations,
  RecordPlans,
  ReviewObligations,
  SetDemo,
  SettlePublication,
  SpanStore,
  TakeReports,
];

@Module({})
export class IngestionModule {
  static register(config: IngestionConfig): DynamicModule {
    return {
      module: IngestionModule,
      imports: [
        RuntimeModule.register(config),
        PersistenceModule.register({
          url: config.databaseUrl,
          frozenMs: config.sessionTimeoutMs,
          schema: SERVICE,
          migrations: ingestionMigrations,
        }),
        MessagingModule.register({ service: SERVICE, config, republications }),
      ],
      controllers: CONTROLLERS,
      providers: [{ provide: Catalogue, useValue: new Catalogue() }, ...PROVIDERS],
    };
  }
}
