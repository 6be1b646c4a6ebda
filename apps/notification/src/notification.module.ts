import { Module, type DynamicModule } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { MessagingModule } from '#messaging';
import { PersistenceModule } from '#persistence';
import { RuntimeModule } from '#runtime';
import { AlertStore } from './alerts/alert.store.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { AnswerAlert } from './alerts/answer-alert.js';
import { EscalateAlerts } from './alerts/escalate-alerts.js';
import { EscalationStore } from './alerts/escalation.store.js';
import { EvaluateAlerts } from './alerts/evaluate-alerts.js';
import { DeliverySignal } from './deliveries/delivery-signal.js';
import { DeliveryStore } from './deliveries/delivery.store.js';
import { EmailChannel } from './deliveries/email.channel.js';
import { QueueDeliveries } from './deliveries/queue-deliveries.js';
import { SendDeliveries } from './deliveries/send-deliveries.js';
import { ExplanationStore } from './explanations/explanation.store.js';
import { notificationMigrations } from './migrations/index.js';
import { type NotificationConfig } from './notification.config.js';
import { DueStore } from './obligations/due.store.js';
import { JudgeObligations } from './obligations/judge-obligations.js';
import { ObligationChangedConsumer } from './obligations/obligation-changed.consumer.js';
import { JudgeValues } from './observations/judge-values.js';
import { ObservationRecordedConsumer } from './observations/observation-recorded.consumer.js';
import { WatchedValueStore } from './observations/watched-value.store.js';
import { republications } from './republish/republications.js';
import { RuleStore } from './rules/rule.store.js';
import { Schedule } from './schedule.js';
import { JudgeTrends } from './trends/judge-trends.js';
import { TrendChangedConsumer } from './trends/trend-changed.consumer.js';
import { WatchedTrendStore } from './trends/watched-trend.store.js';

const STORES = [
  AlertStore,
  EscalationStore,
  DeliveryStore,
  ExplanationStore,
  DueStore,
  WatchedValueStore,
  WatchedTrendStore,
  RuleStore,
];
const USE_CASES = [
  EvaluateAlerts,
  AnswerAlert,
  EscalateAlerts,
  JudgeValues,
  JudgeTrends,
  JudgeObligations,
  QueueDeliveries,
  SendDeliveries,
];

@Module({})
export class NotificationModule {
  static register(config: NotificationConfig): DynamicModule {
    return {
      module: NotificationModule,
      imports: [
        RuntimeModule.register(config),
        PersistenceModule.register({
          url: config.databaseUrl,
          frozenMs: config.sessionTimeoutMs,
          schema: 'notification',
          migrations: notificationMigrations,
          poolSize: 10,
        }),
        MessagingModule.register({
          service: 'notification',
          config,
          republications,
          concurrency: 12,
          jointSlices: true,
        }),
        CatalogueModule.register(),
      ],
      controllers: [
        AlertsController,
        ObservationRecordedConsumer,
        TrendChangedConsumer,
        ObligationChangedConsumer,
      ],
      providers: [...STORES, ...USE_CASES, EmailChannel, DeliverySignal, Schedule],
    };
  }
}
