import { Module } from '@nestjs/common';
import { AlertQuery } from '../alerts/alert.query.js';
import { AlertsController } from '../alerts/alerts.controller.js';
import { ReadAlerts } from '../alerts/read-alerts.js';
import { CallersModule } from '../callers/callers.module.js';
import { CatalogueController } from '../catalogue/catalogue.controller.js';
import { CatalogueEntryQuery } from '../catalogue/catalogue-entry.query.js';
import { DepartmentsController } from '../departments/departments.controller.js';
import { ReadDepartment } from '../departments/read-department.js';
import { HeatController } from '../heat/heat.controller.js';
import { ReadHeat } from '../heat/read-heat.js';
import { IndicesController } from '../indices/indices.controller.js';
import { ReadIndexPage } from '../indices/read-index-page.js';
import { ReadIndexYears } from '../indices/read-index-years.js';
import { ReadIndicatorRows } from '../indicators/read-indicator-rows.js';
import { LiveModule } from '../live/live.module.js';
import { MarksModule } from '../marks/marks.module.js';
import { NamesModule } from '../names/names.module.js';
import { ObligationQuery } from '../obligations/obligation.query.js';
import { ObligationsController } from '../obligations/obligations.controller.js';
import { OverviewController } from '../overview/overview.controller.js';
import { ReadOpenExplanations } from '../overview/read-open-explanations.js';
import { ReadOverview } from '../overview/read-overview.js';
import { SinceLastVisitQuery } from '../overview/since-last-visit.query.js';
import { RankingQuery } from '../rankings/ranking.query.js';
import { RankingsController } from '../rankings/rankings.controller.js';
import { ReadIndicatorRanking } from '../rankings/read-indicator-ranking.js';
import { ReadRanking } from '../rankings/read-ranking.js';
import { ReadScoreTree } from '../scores/read-score-tree.js';
import { ScoreQuery } from '../scores/score.query.js';
import { ScoresController } from '../scores/scores.controller.js';
import { ObservationQuery } from '../series/observation.query.js';
import { ReadSeries } from '../series/read-series.js';
import { SeriesController } from '../series/series.controller.js';
import { StatusController } from '../status/status.controller.js';
import { StatusQuery } from '../status/status.query.js';
import { TrendsController } from '../trends/trends.controller.js';

/** Every question, in the order of the API page. */
@Module({
  imports: [NamesModule, MarksModule, LiveModule, CallersModule],
  controllers: [
    OverviewController,
    HeatController,
    DepartmentsController,
    IndicesController,
    RankingsController,
    ScoresController,
    SeriesController,
    TrendsController,
    AlertsController,
    ObligationsController,
    CatalogueController,
    StatusController,
  ],
  providers: [
    AlertQuery,
    CatalogueEntryQuery,
    ObligationQuery,
    ObservationQuery,
    RankingQuery,
    ReadAlerts,
    ReadDepartment,
    ReadHeat,
    ReadIndexPage,
    ReadIndexYears,
    ReadIndicatorRanking,
    ReadIndicatorRows,
    ReadOpenExplanations,
    ReadOverview,
    ReadRanking,
    ReadScoreTree,
    ReadSeries,
    ScoreQuery,
    SinceLastVisitQuery,
    StatusQuery,
  ],
})
export class QuestionsModule {}
