export interface Placed {
  at: number;
  value: number;
}

interface Point {
  period: string;
  value?: number;
}

/** Runs of neighbouring values, with their places: a missing value ends one, and a break begins a new one. */
export function unbrokenSegments(points: readonly Point[], breaks: ReadonlySet<string>): Placed[][] {
  const segments: Placed[][] = [];
  let open = false;
  points.forEach(({ period, value }, at) => {
    if (value === undefined) open = false;
    else if (open && !breaks.has(period)) segments.at(-1)?.push({ at, value });
    else {
      segments.push([{ at, value }]);
      open = true;
    }
  });
  return segments;
}
