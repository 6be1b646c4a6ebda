import { AlertChangedV1, type EventDefinition, ExplanationChangedV1 } from '#contracts';
import { type Republication } from '#messaging';

const kept = (definition: EventDefinition, table: string): Republication => ({
  definition,
  table,
  key: ['id'],
  columns: ['data'],
  dataOf: ({ data }: { data: { version: number } }) => data,
});

/** The topics that notification owns: each version is kept as it was sent. */
export const republications: readonly Republication[] = [
  kept(AlertChangedV1, 'alert_version'),
  kept(ExplanationChangedV1, 'explanation_version'),
];
