import { Inject } from '@nestjs/common';
import {
  type ObligationChanged,
  ObligationChangedV1,
  type ObservationRecorded,
  ObservationRecordedV1,
  type PlanRecorded,
  PlanRecordedV1,
} from '#contracts';
import { Consumer, OnSlice, type Slice } from '#messaging';
import { RescoreUnits } from './rescore-units.js';

/** Stage 1: whatever needs one unit alone. */
@Consumer({ group: 'stage-1' })
export class UnitEventsConsumer {
  constructor(@Inject(RescoreUnits) private readonly rescoreUnits: RescoreUnits) {}

  @OnSlice(ObservationRecordedV1)
  async observations(slice: Slice<ObservationRecorded>): Promise<void> {
    await this.rescoreUnits.fromObservations(slice);
  }

  @OnSlice(ObligationChangedV1)
  async obligations(slice: Slice<ObligationChanged>): Promise<void> {
    await this.rescoreUnits.fromObligations(slice);
  }

  @OnSlice(PlanRecordedV1)
  async plans(slice: Slice<PlanRecorded>): Promise<void> {
    await this.rescoreUnits.fromPlans(slice);
  }
}
