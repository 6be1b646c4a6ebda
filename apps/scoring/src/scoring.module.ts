import { type DynamicModule, Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { MessagingModule } from '#messaging';
import { PersistenceModule } from '#persistence';
import { RuntimeModule } from '#runtime';
import { DueCrossSectionStore } from './cross-sections/due-cross-section.store.js';
import { DueCrossSections } from './cross-sections/due-cross-sections.js';
import { FollowPublications } from './cross-sections/follow-publications.js';
import { IndicatorPanelStore } from './cross-sections/indicator-panel.store.js';
import { JudgeSubjects } from './cross-sections/judge-subjects.js';
import { NodePanelStore } from './cross-sections/node-panel.store.js';
import { ProvinceRow } from './cross-sections/province-row.js';
import { PublicationCompletedConsumer } from './cross-sections/publication-completed.consumer.js';
import { PublicationStore } from './cross-sections/publication.store.js';
import { RankSubjects } from './cross-sections/rank-subjects.js';
import { RankStore } from './cross-sections/rank.store.js';
import { ReadPanels } from './cross-sections/read-panels.js';
import { RecomputeCrossSections } from './cross-sections/recompute-cross-sections.js';
import { SubjectRules } from './cross-sections/subject-rules.js';
import { DueForecastStore } from './forecasts/due-forecast.store.js';
import { DueForecasts } from './forecasts/due-forecasts.js';
import { ForecastSeries } from './forecasts/forecast-series.js';
import { StandingVerdicts } from './cross-sections/standing-verdicts.js';
import { TurnStore } from './cross-sections/turn.store.js';
import { ForecastStore } from './forecasts/forecast.store.js';
import { TargetStore } from './forecasts/target.store.js';
import { AnsweringUnits } from './method/answering-units.js';
import { ScoringRules } from './method/scoring-rules.js';
import { scoringMigrations } from './migrations/index.js';
import { republications } from './republish/republications.js';
import { CatalogueSections } from './rescoring/catalogue-sections.js';
import { MarkCatalogueChanges } from './rescoring/mark-catalogue-changes.js';
import { MarkRecomputeRequests } from './rescoring/mark-recompute-requests.js';
import { RecomputeRequestStore } from './rescoring/recompute-request.store.js';
import { RescoreDueStore } from './rescoring/rescore-due.store.js';
import { RescoreDueUnits } from './rescoring/rescore-due-units.js';
import { type ScoringConfig } from './scoring.config.js';
import { EndedNodes } from './unit-scores/ended-nodes.js';
import { RescoreUnits } from './unit-scores/rescore-units.js';
import { ScoreCells } from './unit-scores/score-cells.js';
import { ScoreStore } from './unit-scores/score.store.js';
import { UnitEventsConsumer } from './unit-scores/unit-events.consumer.js';
import { UnitWindowStore } from './unit-windows/unit-window.store.js';
import { UnitWindows } from './unit-windows/unit-windows.js';
import { Workers } from './workers.js';

/** What turns events into scores, without the connections: the same for the service and for tests. */
export const scoringProviders = [
  ScoringRules,
  AnsweringUnits,
  UnitWindowStore,
  UnitWindows,
  ScoreStore,
  EndedNodes,
  ScoreCells,
  RescoreUnits,
  SubjectRules,
  NodePanelStore,
  IndicatorPanelStore,
  ReadPanels,
  PublicationStore,
  RankStore,
  ProvinceRow,
  TurnStore,
  StandingVerdicts,
  JudgeSubjects,
  RankSubjects,
  TargetStore,
  ForecastStore,
  DueForecastStore,
  ForecastSeries,
  DueForecasts,
  RecomputeCrossSections,
  DueCrossSectionStore,
  DueCrossSections,
  FollowPublications,
  RescoreDueStore,
  CatalogueSections,
  MarkCatalogueChanges,
  RecomputeRequestStore,
  MarkRecomputeRequests,
  RescoreDueUnits,
];

@Module({})
export class ScoringModule {
  static register(config: ScoringConfig, topicPrefix?: string): DynamicModule {
    return {
      module: ScoringModule,
      imports: [
        RuntimeModule.register(config),
        PersistenceModule.register({
          url: config.databaseUrl,
          frozenMs: config.sessionTimeoutMs,
          schema: 'scoring',
          migrations: scoringMigrations,
          poolSize: 12,
        }),
        MessagingModule.register({
          service: 'scoring',
          config,
          republications,
          ...(topicPrefix === undefined ? {} : { topicPrefix }),
        }),
        CatalogueModule.register(),
      ],
      controllers: [UnitEventsConsumer, PublicationCompletedConsumer],
      providers: [...scoringProviders, Workers],
    };
  }
}
