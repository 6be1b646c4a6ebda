/** Points in a row that make a run. */
export const RUN_LENGTH = 7;

/**
 * Where seven or more points in a row lie on one side of the centre: for each point the side (1 or −1) if the run
 * up to it has reached seven, else 0 (Shewhart's run rule as in NHSRplotthedots). A point on the centre ends a run.
 */
export function sevenOnOneSide(sides: readonly number[]): readonly number[] {
  let length = 0;
  return sides.map((side, at) => {
    length = side !== 0 && side === sides[at - 1] ? length + 1 : Math.abs(side);
    return length >= RUN_LENGTH ? side : 0;
  });
}

/** Where seven or more points in a row rise (1) or fall (−1), each strictly beyond the one before, else 0. */
export function sevenPointTrend(values: ArrayLike<number>): readonly number[] {
  let steps = 0;
  return Array.from(values, (value, at) => {
    const step = at === 0 ? 0 : Math.sign(value - values[at - 1]!);
    steps = step !== 0 && step === Math.sign(steps) ? steps + step : step;
    return Math.abs(steps) >= RUN_LENGTH - 1 ? step : 0;
  });
}

/**
 * The points of every three in a row on one side of which at least two are close to the limit, beyond two sigma
 * (Western Electric 1956, zone test 2, as in NHSRplotthedots). A hint, never an alarm.
 */
export function twoOfThree(close: readonly boolean[], sides: readonly number[]): readonly boolean[] {
  const flags = close.map(() => false);
  for (let at = 2; at < close.length; at += 1) {
    const three = [at - 2, at - 1, at];
    const sameSide = sides[at] !== 0 && three.every((k) => sides[k] === sides[at]);
    if (!sameSide || three.filter((k) => close[k]).length < 2) continue;
    for (const k of three) flags[k] = true;
  }
  return flags;
}
