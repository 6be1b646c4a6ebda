import { positionOf, topicsOf } from './live.controller.js';

describe('what a live stream is asked for', () => {
  it('is everything without topics', () => {
    expect(topicsOf(undefined)).toBeUndefined();
    expect(topicsOf(' score , alert ')).toEqual(new Set(['score', 'alert']));
  });

  it('may not be a topic that does not exist', () => {
    expect(() => topicsOf('scores')).toThrow(expect.objectContaining({ code: 'live.topic', status: 400 }));
  });

  it('starts now without a last event id, and with a reset where the id is none of ours', () => {
    expect(positionOf(undefined)).toBeUndefined();
    expect(positionOf('761856')).toBe(761856);
    expect(positionOf('abc')).toBe(0);
  });
});
