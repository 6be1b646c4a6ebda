import { CatalogueModule } from '#catalogue';
import { type RebuildPlan } from '#messaging';
import { EvaluateAlerts } from '../alerts/evaluate-alerts.js';
import { notificationMigrations } from '../migrations/index.js';
import { DueStore } from '../obligations/due.store.js';
import { JudgeObligations } from '../obligations/judge-obligations.js';
import { ObligationChangedConsumer } from '../obligations/obligation-changed.consumer.js';
import { JudgeValues } from '../observations/judge-values.js';
import { ObservationRecordedConsumer } from '../observations/observation-recorded.consumer.js';
import { WatchedValueStore } from '../observations/watched-value.store.js';
import { RuleStore } from '../rules/rule.store.js';
import { JudgeTrends } from '../trends/judge-trends.js';
import { TrendChangedConsumer } from '../trends/trend-changed.consumer.js';
import { WatchedTrendStore } from '../trends/watched-trend.store.js';
import { restorations } from './restorations.js';
import { settleAlerts } from './settle-alerts.js';

/** What was judged once is not judged again: the alerts that came of it are on their topic. */
const OPENS_NOTHING = { execute: () => Promise.resolve() };

export const rebuildPlan: RebuildPlan = {
  service: 'notification',
  migrations: notificationMigrations,
  restorations,
  filling: () => ({
    imports: [CatalogueModule.register()],
    controllers: [ObservationRecordedConsumer, TrendChangedConsumer, ObligationChangedConsumer],
    providers: [
      DueStore,
      WatchedValueStore,
      WatchedTrendStore,
      RuleStore,
      JudgeValues,
      JudgeTrends,
      JudgeObligations,
      { provide: EvaluateAlerts, useValue: OPENS_NOTHING },
    ],
  }),
  // What came after that has not been judged: the service does it, once, when it goes on.
  readsTo: 'where it stood',
  carried: [
    { table: 'rule', wins: 'old' },
    { table: 'alert_version', wins: 'topics' },
    { table: 'explanation_version', wins: 'topics' },
    { table: 'escalation_step', wins: 'old' },
    { table: 'delivery', wins: 'old' },
    { table: 'delivery_attempt', wins: 'old' },
  ],
  settle: settleAlerts,
  lost: [
    'messages and their attempts: what was still queued is not sent, and nothing that was sent is sent again',
    'the waiting steps of ladders: alerts that are open now go no further up',
    'what is silenced, who was told besides the recipients of an alert, and rules of your own',
  ],
};
