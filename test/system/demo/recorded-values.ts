import { decodeCloudEvent, ObservationRecordedV1, type ObservationRecorded } from '#contracts';
import { readRecords } from '../failures/stand/records.mjs';
import { brokers } from '../story/a-running-system.js';

export interface RecordedValue {
  /** Indicator, unit, period and revision. */
  readonly address: string;
  readonly indicator: string;
  readonly cause: string;
  readonly demo: boolean;
}

/** Every value on the topic. */
export async function recordedValues(): Promise<RecordedValue[]> {
  const stand = { infrastructure: { brokers: brokers().join(',') } };
  const records = await readRecords(stand, ObservationRecordedV1.topic);
  return records.map((record) => {
    const data = decodeCloudEvent(record).data as ObservationRecorded;
    const { indicator, unit, period, revision, cause, demo = false } = data;
    return { address: [indicator, unit, period, revision].join(' '), indicator, cause, demo };
  });
}
