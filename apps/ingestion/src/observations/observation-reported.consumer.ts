import { type ObservationReported, ObservationReportedV1 } from '#contracts';
import { Consumer, OnSlice, type Slice } from '#messaging';
import { TakeReports } from './take-reports.js';

/** What data teams and other services report; each row is recorded or returned. */
@Consumer()
export class ObservationReportedConsumer {
  constructor(private readonly takeReports: TakeReports) {}

  @OnSlice(ObservationReportedV1)
  async take(slice: Slice<ObservationReported>): Promise<void> {
    await this.takeReports.execute(slice);
  }
}
