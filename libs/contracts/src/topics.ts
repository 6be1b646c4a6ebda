import { CatalogueV1 } from './catalogue/catalogue-entry.js';
import { type EventDefinition } from './event-definition.js';
import { AlertChangedV1, ExplanationChangedV1 } from './events/alert.js';
import { ClockMovedV1 } from './events/clock.js';
import { ForecastChangedV1, RankChangedV1, RatingChangedV1, TrendChangedV1 } from './events/cross-section.js';
import { ObligationChangedV1 } from './events/obligation.js';
import { ObservationRecordedV1, ObservationReportedV1, ObservationReturnedV1 } from './events/observation.js';
import { PlanRecordedV1 } from './events/plan.js';
import { PublicationCompletedV1 } from './events/publication.js';
import { ScoreChangedV1, ScoreStateV1 } from './events/score.js';

/** Every event of the system; the topic list, the schemas and docs/topics.md follow from it. */
export const EVENTS = [
  CatalogueV1,
  ClockMovedV1,
  ObservationReportedV1,
  ObservationRecordedV1,
  ObservationReturnedV1,
  PlanRecordedV1,
  ObligationChangedV1,
  PublicationCompletedV1,
  ScoreChangedV1,
  ScoreStateV1,
  RankChangedV1,
  TrendChangedV1,
  RatingChangedV1,
  ForecastChangedV1,
  AlertChangedV1,
  ExplanationChangedV1,
] as const;

export interface TopicDefinition {
  readonly name: string;
  readonly partitions: number;
  readonly kind: 'events' | 'state' | 'dead-letters';
  /** Milliseconds, or -1 for ever; a state topic is compacted instead. */
  readonly retentionMs: number;
}

const DAYS_30 = 30 * 24 * 60 * 60 * 1000;
const SINGLE_PARTITION = new Set<string>([CatalogueV1.topic, ClockMovedV1.topic]);
const STATE = new Set<string>([CatalogueV1.topic, ClockMovedV1.topic, ScoreStateV1.topic]);
const FOR_EVER = new Set<string>(
  [
    ObservationRecordedV1,
    ObservationReportedV1,
    ObservationReturnedV1,
    PlanRecordedV1,
    ObligationChangedV1,
    PublicationCompletedV1,
    AlertChangedV1,
    ExplanationChangedV1,
  ].map((event) => event.topic),
);

const topicOf = ({ topic }: { topic: string }): TopicDefinition => ({
  name: topic,
  partitions: SINGLE_PARTITION.has(topic) ? 1 : 12,
  kind: STATE.has(topic) ? 'state' : 'events',
  retentionMs: STATE.has(topic) || FOR_EVER.has(topic) ? -1 : DAYS_30,
});

const deadLetterTopicOf = ({ topic }: { topic: string }): TopicDefinition => ({
  name: `${topic}.dlq`,
  partitions: 1,
  kind: 'dead-letters',
  retentionMs: -1,
});

/** Every topic that the system needs, dead-letter topics included. */
export const TOPICS: readonly TopicDefinition[] = [...EVENTS.map(topicOf), ...EVENTS.map(deadLetterTopicOf)];

const BY_TYPE = new Map(EVENTS.map((event) => [event.type, event as unknown as EventDefinition]));

/** The definition of a CloudEvents type, or undefined where no service of this system emits it. */
export const eventByType = (type: string): EventDefinition | undefined => BY_TYPE.get(type);
