/** Random walk with drift: x_n + h (x_n − x_1)/(n − 1) (Hyndman & Athanasopoulos 2021, FPP3, eq. 5.1). */
export function driftForecast(values: ArrayLike<number>, horizon: number): readonly number[] {
  const n = values.length;
  const last = values[n - 1]!;
  const drift = n < 2 ? 0 : (last - values[0]!) / (n - 1);
  return Array.from({ length: horizon }, (_, h) => last + (h + 1) * drift);
}

/** The value of the same season a cycle ago; without a whole cycle, the last value (FPP3, §5.2). */
export function seasonalNaiveForecast(
  values: ArrayLike<number>,
  horizon: number,
  season: number,
): readonly number[] {
  const n = values.length;
  const back = n < season ? 1 : season;
  return Array.from({ length: horizon }, (_, h) => values[n - back + (h % back)]!);
}
