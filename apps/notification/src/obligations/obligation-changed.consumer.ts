import { ObligationChangedV1, type ObligationChanged } from '#contracts';
import { Consumer, OnSlice, type Slice } from '#messaging';
import { JudgeObligations } from './judge-obligations.js';

@Consumer()
export class ObligationChangedConsumer {
  constructor(private readonly judgeObligations: JudgeObligations) {}

  @OnSlice(ObligationChangedV1)
  async judge(slice: Slice<ObligationChanged>): Promise<void> {
    await this.judgeObligations.execute(slice);
  }
}
