import { CatalogueModule } from '#catalogue';
import { type RebuildPlan } from '#messaging';
import { DueCrossSections } from '../cross-sections/due-cross-sections.js';
import { FollowPublications } from '../cross-sections/follow-publications.js';
import { PublicationCompletedConsumer } from '../cross-sections/publication-completed.consumer.js';
import { PublicationStore } from '../cross-sections/publication.store.js';
import { AnsweringUnits } from '../method/answering-units.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { scoringMigrations } from '../migrations/index.js';
import { RescoreDueStore } from '../rescoring/rescore-due.store.js';
import { scoringProviders } from '../scoring.module.js';
import { RescoreUnits } from '../unit-scores/rescore-units.js';
import { ScoreCells } from '../unit-scores/score-cells.js';
import { UnitEventsConsumer } from '../unit-scores/unit-events.consumer.js';
import { UnitWindowStore } from '../unit-windows/unit-window.store.js';
import { UnitWindows } from '../unit-windows/unit-windows.js';
import { ComputeAgain } from './compute-again.js';
import { restorations } from './restorations.js';
import { SaidBeforeStore } from './said-before.store.js';

/** Half of what is known scores nothing: everything is scored once, when all of it is there. */
const SCORES_NOTHING = { execute: () => Promise.resolve() };
const MARKS_NOTHING = { add: () => Promise.resolve() };

export const rebuildPlan: RebuildPlan = {
  service: 'scoring',
  migrations: scoringMigrations,
  restorations,
  filling: () => ({
    imports: [CatalogueModule.register()],
    controllers: [UnitEventsConsumer, PublicationCompletedConsumer],
    providers: [
      ScoringRules,
      AnsweringUnits,
      UnitWindowStore,
      UnitWindows,
      RescoreDueStore,
      RescoreUnits,
      PublicationStore,
      FollowPublications,
      { provide: ScoreCells, useValue: SCORES_NOTHING },
      { provide: DueCrossSections, useValue: MARKS_NOTHING },
    ],
  }),
  readsTo: 'the end',
  carried: [
    ...['score_version', 'trend_version', 'rating_version', 'rank_version', 'forecast_version'].map(
      (table) => ({
        table,
        wins: 'topics' as const,
      }),
    ),
    { table: 'recompute_request', wins: 'old' },
  ],
  computing: {
    parts: () => ({
      imports: [CatalogueModule.register()],
      providers: [...scoringProviders, SaidBeforeStore, ComputeAgain],
    }),
    run: (app, say) => app.get(ComputeAgain).execute(say),
  },
  lost: ['what operators had decided about dead letters, and which recomputations they had asked for'],
};
