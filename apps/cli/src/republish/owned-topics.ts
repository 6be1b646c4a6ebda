import { OperatorProblem } from '../operator/operator-problem.js';

/** Whose states each topic carries, of those that can be sent again. */
const OWNED: Readonly<Record<string, readonly string[]>> = {
  ingestion: [
    'chiso.catalogue.v1',
    'chiso.observation.recorded.v1',
    'chiso.plan.recorded.v1',
    'chiso.obligation.changed.v1',
    'chiso.publication.completed.v1',
  ],
  scoring: [
    'chiso.score.changed.v1',
    'chiso.score.state.v1',
    'chiso.trend.changed.v1',
    'chiso.rating.changed.v1',
    'chiso.forecast.changed.v1',
    'chiso.rank.changed.v1',
  ],
  notification: ['chiso.alert.changed.v1', 'chiso.explanation.changed.v1'],
};

/** The owner and topics that a topic's or a service's name means. Throws OperatorProblem `republish.unknown`. */
export function ownedTopics(target: string): {
  readonly service: string;
  readonly topics: readonly string[];
} {
  const own = OWNED[target];
  if (own) return { service: target, topics: own };
  for (const [service, topics] of Object.entries(OWNED))
    for (const topic of topics)
      if (topic === target || topic === `chiso.${target}`) return { service, topics: [topic] };
  throw new OperatorProblem(
    'republish.unknown',
    `"${target}" is no service or topic whose states are kept; give ${Object.keys(OWNED).join(', ')} or one of ${Object.values(OWNED).flat().join(', ')}`,
  );
}
