import { trajectoryPoints, type TrajectoryPlan } from './trajectory.js';

function aPlan(change: Partial<TrajectoryPlan> = {}): TrajectoryPlan {
  return {
    shape: 'linear',
    base: { position: 0, value: 20 },
    target: { position: 12, value: 80 },
    ...change,
  };
}

describe('a trajectory', () => {
  it('goes straight from base to target', () => {
    expect(trajectoryPoints(aPlan(), [0, 3, 12])).toEqual([20, 35, 80]);
  });

  it('goes down as it goes up', () => {
    expect(trajectoryPoints(aPlan({ target: { position: 12, value: 8 } }), [6])).toEqual([14]);
  });

  it('says nothing outside base and target', () => {
    expect(trajectoryPoints(aPlan(), [-1, 13])).toEqual([undefined, undefined]);
  });

  it('holds each step until the next one', () => {
    const steps = [
      { position: 8, value: 60 },
      { position: 4, value: 40 },
    ];
    expect(trajectoryPoints(aPlan({ shape: 'stepwise', steps }), [0, 3, 4, 7, 8, 11, 12])).toEqual([
      20, 20, 40, 40, 60, 60, 80,
    ]);
  });

  it('cumulates a quarter of the way by the end of each quarter where no shares are dated', () => {
    const plan = aPlan({
      shape: 'cumulative',
      base: { position: 0, value: 0 },
      target: { position: 4, value: 95 },
    });
    expect(trajectoryPoints(plan, [1, 2, 3, 4])).toEqual([23.75, 47.5, 71.25, 95]);
  });

  it('cumulates by dated shares, straight between the ends of quarters', () => {
    const plan = aPlan({
      shape: 'cumulative',
      base: { position: 0, value: 0 },
      target: { position: 12, value: 100 },
      shares: [10, 30, 60, 100],
    });
    expect(trajectoryPoints(plan, [3, 4, 6, 9, 12]).map((value) => value?.toFixed(6))).toEqual([
      '10.000000',
      '16.666667',
      '30.000000',
      '60.000000',
      '100.000000',
    ]);
  });

  it('refuses a target that does not come after its base, a step outside, and an infinite value', () => {
    expect(() => trajectoryPoints(aPlan({ target: { position: 0, value: 1 } }), [])).toThrow('data.invalid');
    expect(() => trajectoryPoints(aPlan({ steps: [{ position: 12, value: 1 }] }), [])).toThrow(
      'data.invalid',
    );
    expect(() => trajectoryPoints(aPlan({ target: { position: 1, value: Infinity } }), [])).toThrow(
      'value.infinite',
    );
  });
});
