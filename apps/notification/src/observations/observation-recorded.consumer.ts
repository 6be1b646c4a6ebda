import { ObservationRecordedV1, type ObservationRecorded } from '#contracts';
import { Consumer, OnSlice, type Slice } from '#messaging';
import { JudgeValues } from './judge-values.js';

@Consumer()
export class ObservationRecordedConsumer {
  constructor(private readonly judgeValues: JudgeValues) {}

  @OnSlice(ObservationRecordedV1)
  async judge(slice: Slice<ObservationRecorded>): Promise<void> {
    await this.judgeValues.execute(slice);
  }
}
