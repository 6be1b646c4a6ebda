import { type AlertChanged, AlertChangedV1, type ExplanationChanged, ExplanationChangedV1 } from '#contracts';
import { restoration, type Restoration, type Row } from '#messaging';

const versionOf = (state: AlertChanged | ExplanationChanged): Row => ({
  id: state.id,
  version: state.version,
  known_from: state.knownFrom,
  cause: state.cause,
  demo: state.demo === true,
  data: state,
});

/** Everything that notification has sent, as rows of its tables. */
export const restorations: readonly Restoration[] = [
  restoration<AlertChanged>(AlertChangedV1, { table: 'alert_version', rowOf: versionOf }),
  restoration<ExplanationChanged>(ExplanationChangedV1, {
    table: 'explanation_version',
    rowOf: (explanation) => ({
      ...versionOf(explanation),
      alert: explanation.alert ?? null,
      unit: explanation.unit,
    }),
  }),
];
