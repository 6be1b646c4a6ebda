import {
  at,
  choice,
  inPeriod,
  many,
  maybe,
  ratingField,
  real,
  shape,
  strengthField,
  verdictField,
  whole,
  words,
  type Static,
} from './described.js';

/** Why a cell, score or series has its colour. */
export const RatingViewSchema = shape({
  rating: ratingField(),
  reason: words('Stable code of the rule that decided, e.g. `behind-close`'),
  value: maybe(real('The level that was judged')),
  planned: maybe(real('The trajectory point that it was judged against')),
  base: maybe(real('Base of the trajectory')),
  attainment: maybe(real('(value − base) / (planned − base); 1 is on the path')),
  tolerance: maybe(real('Distance from the path that still counts as reached')),
  ruleVersion: words('Version of the rating rule'),
  knownFrom: at('Newest recordedAt among the inputs'),
});
export type RatingView = Static<typeof RatingViewSchema>;

export const SIGNAL_WORDS = ['signal', 'noise', 'no-limits'] as const;

/** Direction of a series, in the sense of better or worse, with its evidence. */
export const TrendViewSchema = shape({
  verdict: verdictField(),
  strength: strengthField(),
  n: whole('Points that the verdict rests on'),
  method: maybe(choice(['exact', 'normal', 'seasonal'] as const, 'Form of the Mann–Kendall test')),
  slope: maybe(real("Sen's slope a period, in the unit of measure; positive is more, not better")),
  slopeLower: maybe(real('Lower end of the slope’s 95 % interval')),
  slopeUpper: maybe(real('Upper end')),
  p: maybe(real('Two-sided p of the test')),
  pAdjusted: maybe(real('p after false-discovery control within the family')),
  changeSinceLast: maybe(real('Value minus the value of the period before')),
  signal: choice(
    SIGNAL_WORDS,
    'signal: the newest point breaks a control-chart rule · noise: it does not · no-limits: under 12 points',
  ),
  signals: many(
    shape({ period: inPeriod('Period of the signal'), rule: words('Rule that fired') }),
    'Control-chart signals of the window',
  ),
  breaks: many(inPeriod('First period of a new segment'), 'Breaks of the series; no line crosses them'),
});
export type TrendView = Static<typeof TrendViewSchema>;

/** How many indicators stand at each rating. */
export const RatingCountsSchema = shape({
  red: whole('Red'),
  yellow: whole('Yellow'),
  green: whole('Green'),
  noData: whole('Past due and grace without a value'),
  unrated: whole('Not due, neutral, no trajectory, insufficient, in conflict or not processed'),
});
export type RatingCounts = Static<typeof RatingCountsSchema>;
