import {
  AlertChangedV1,
  CatalogueV1,
  ClockMovedV1,
  ExplanationChangedV1,
  ForecastChangedV1,
  ObligationChangedV1,
  ObservationRecordedV1,
  ObservationReturnedV1,
  PlanRecordedV1,
  PublicationCompletedV1,
  RankChangedV1,
  RatingChangedV1,
  ScoreChangedV1,
  TrendChangedV1,
  type AlertChanged,
  type CatalogueEntry,
  type ClockMoved,
  type ExplanationChanged,
  type ForecastChanged,
  type ObligationChanged,
  type ObservationRecorded,
  type ObservationReturned,
  type PlanRecorded,
  type PublicationCompleted,
  type RankChanged,
  type RatingChanged,
  type ScoreChanged,
  type TrendChanged,
} from '#contracts';
import { Consumer, OnSlice, type Slice } from '#messaging';
import { KeepVersions } from './keep-versions.js';
import {
  ALERTS,
  CLOCK,
  ENTRIES,
  EXPLANATIONS,
  FORECASTS,
  OBLIGATIONS,
  OBSERVATIONS,
  PLANS,
  PUBLICATIONS,
  RANKS,
  RATINGS,
  RETURNED,
  SCORES,
  TRENDS,
} from './tables.js';

/** Hears every event that a question may be about; group `chiso.gateway`. */
@Consumer()
export class ReadModelConsumer {
  constructor(private readonly keepVersions: KeepVersions) {}

  @OnSlice(CatalogueV1)
  entries(slice: Slice<unknown>): Promise<void> {
    return this.keepVersions.execute(slice as Slice<CatalogueEntry>, ENTRIES);
  }

  @OnSlice(ClockMovedV1)
  clock(slice: Slice<ClockMoved>): Promise<void> {
    return this.keepVersions.execute(slice, CLOCK);
  }

  @OnSlice(ObservationRecordedV1)
  observations(slice: Slice<ObservationRecorded>): Promise<void> {
    return this.keepVersions.execute(slice, OBSERVATIONS);
  }

  @OnSlice(ObservationReturnedV1)
  returned(slice: Slice<ObservationReturned>): Promise<void> {
    return this.keepVersions.execute(slice, RETURNED);
  }

  @OnSlice(PlanRecordedV1)
  plans(slice: Slice<PlanRecorded>): Promise<void> {
    return this.keepVersions.execute(slice, PLANS);
  }

  @OnSlice(ObligationChangedV1)
  obligations(slice: Slice<ObligationChanged>): Promise<void> {
    return this.keepVersions.execute(slice, OBLIGATIONS);
  }

  @OnSlice(PublicationCompletedV1)
  publications(slice: Slice<PublicationCompleted>): Promise<void> {
    return this.keepVersions.execute(slice, PUBLICATIONS);
  }

  @OnSlice(ScoreChangedV1)
  scores(slice: Slice<ScoreChanged>): Promise<void> {
    return this.keepVersions.execute(slice, SCORES);
  }

  @OnSlice(RatingChangedV1)
  ratings(slice: Slice<RatingChanged>): Promise<void> {
    return this.keepVersions.execute(slice, RATINGS);
  }

  @OnSlice(TrendChangedV1)
  trends(slice: Slice<TrendChanged>): Promise<void> {
    return this.keepVersions.execute(slice, TRENDS);
  }

  @OnSlice(RankChangedV1)
  ranks(slice: Slice<RankChanged>): Promise<void> {
    return this.keepVersions.execute(slice, RANKS);
  }

  @OnSlice(ForecastChangedV1)
  forecasts(slice: Slice<ForecastChanged>): Promise<void> {
    return this.keepVersions.execute(slice, FORECASTS);
  }

  @OnSlice(AlertChangedV1)
  alerts(slice: Slice<AlertChanged>): Promise<void> {
    return this.keepVersions.execute(slice, ALERTS);
  }

  @OnSlice(ExplanationChangedV1)
  explanations(slice: Slice<ExplanationChanged>): Promise<void> {
    return this.keepVersions.execute(slice, EXPLANATIONS);
  }
}
