import { TOPICS } from '#contracts';
import { ownedTopics } from './owned-topics.js';

describe('What chiso republish means by a name', () => {
  it('is all topics of a service, or the one topic, with or without the leading chiso', () => {
    expect(ownedTopics('notification')).toEqual({
      service: 'notification',
      topics: ['chiso.alert.changed.v1', 'chiso.explanation.changed.v1'],
    });
    expect(ownedTopics('plan.recorded.v1')).toEqual({
      service: 'ingestion',
      topics: ['chiso.plan.recorded.v1'],
    });
    expect(ownedTopics('chiso.score.state.v1').service).toBe('scoring');
  });

  it('is refused where nobody keeps the states', () => {
    expect(() => ownedTopics('chiso.observation.reported.v1')).toThrow(
      /no service or topic whose states are kept/,
    );
  });

  it('covers every topic of states that is declared, but the clock and reports', () => {
    const own = ['ingestion', 'scoring', 'notification'].flatMap((service) => ownedTopics(service).topics);
    const others = TOPICS.filter(({ name, kind }) => kind !== 'dead-letters' && !own.includes(name));
    expect(others.map(({ name }) => name).sort()).toEqual([
      'chiso.clock.v1',
      'chiso.observation.reported.v1',
      'chiso.observation.returned.v1',
    ]);
  });
});
