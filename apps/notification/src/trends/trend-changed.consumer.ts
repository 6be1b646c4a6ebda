import { TrendChangedV1, type TrendChanged } from '#contracts';
import { Consumer, OnSlice, type Slice } from '#messaging';
import { JudgeTrends } from './judge-trends.js';

@Consumer()
export class TrendChangedConsumer {
  constructor(private readonly judgeTrends: JudgeTrends) {}

  @OnSlice(TrendChangedV1)
  async judge(slice: Slice<TrendChanged>): Promise<void> {
    await this.judgeTrends.execute(slice);
  }
}
