// One observation of a unit with thirty indicators over a window of sixty months: everything of the unit that it moves.
import {
  alarmsOf,
  changePoints,
  contributionsOfChange,
  mergeReport,
  pooledLag1,
  ratePeriods,
  scoreUnit,
  seededGenerator,
  trendOf,
} from '#scoring-engine';
import { shippedEditions } from './shipped-tables.mjs';

const MONTHS = 60;
const INDICATORS = 30;
const LAST_MONTH = '2024-12';

const random = seededGenerator('engine-rescore');
const edition = shippedEditions().editions.find(({ id }) => id === 'LEAD-2022');
const components = edition.nodes.filter(({ parent }) => parent).map(({ code }) => code);

/** Administrative months, from the 15th of the month before to the 14th. */
function monthAt(at) {
  const month = (back) => new Date(Date.UTC(2020, at - back, 1)).toISOString().slice(0, 7);
  return { period: month(0), firstDay: `${month(1)}-15`, lastDay: `${month(0)}-14` };
}

const cellOf = (at, revision) => ({
  observationId: `o${at}`,
  revision,
  value: 85 + 12 * random(),
  recordedAt: `${monthAt(at).period}-16T02:00:00.000Z`,
});

const expected = Array.from({ length: INDICATORS }, (_, at) => ({
  indicator: `I.${String(at).padStart(2, '0')}`,
  forUnit: 'UNIT',
  weight: 1 + (at % 3),
  feeds: [components[at % components.length]],
  direction: 'up',
  goalposts: { lo: 60, hi: 100 },
  aggTime: 'last',
  frequency: 'month',
  periods: Array.from({ length: MONTHS }, (__, month) => ({
    ...monthAt(month),
    obligation: 'received',
    cell: cellOf(month, 0),
  })),
}));
const { period: id, firstDay, lastDay } = monthAt(MONTHS - 1);
const quarter = { id: '2024-Q4', firstDay: monthAt(MONTHS - 3).firstDay, lastDay };
const before = scoreUnit({ edition, scorePeriod: { id, firstDay, lastDay }, expected });
if (id !== LAST_MONTH) throw new Error(`the window ends with ${id}`);

/** Merges a newer value of one indicator in, and scores month and quarter again. */
function scores(round) {
  const at = round % INDICATORS;
  const own = expected[at];
  const newest = own.periods[MONTHS - 1];
  const { cell } = mergeReport(newest.cell, cellOf(MONTHS - 1, round + 1));
  const changed = expected.with(at, { ...own, periods: own.periods.with(MONTHS - 1, { ...newest, cell }) });
  const month = scoreUnit({ edition, scorePeriod: { id, firstDay, lastDay }, expected: changed });
  const ofQuarter = scoreUnit({ edition, scorePeriod: quarter, expected: changed });
  const moved = month.map((index, place) =>
    index.score === undefined
      ? []
      : contributionsOfChange(
          { score: before[place].score, contributions: before[place].contributions },
          { score: index.score, contributions: index.contributions },
        ),
  );
  return { at, changed, results: month.length + ofQuarter.length + moved.length };
}

/** What the window of the indicator says now: trend, change points, alarms and sixty ratings. */
function judgements({ at, changed }) {
  const points = changed[at].periods.map(({ cell }, index) => ({ index, value: cell.value }));
  const values = points.map(({ value }) => value);
  const trend = trendOf(points, { direction: 'up', confidence: 0.95, threshold: 0.08, season: 12 });
  const rated = points.map(({ value }, index) => ({
    period: monthAtIndex[index],
    value,
    base: 80,
    target: 80 + index / 4,
    improving: trend.verdict === 'improving',
  }));
  const ratings = ratePeriods({ direction: 'up', tolerance: 0.4 }, rated);
  return (
    changePoints(values).breaks.length +
    alarmsOf(points, { lag1: pooledLag1([values]) }).length +
    ratings.length
  );
}
const monthAtIndex = Array.from({ length: MONTHS }, (_, at) => monthAt(at).period);

/** Milliseconds for the scores and for the judgements of each of so many observations. */
export function rescore(times) {
  const [ofScores, ofJudgements] = [[], []];
  for (let round = 0; round < times; round += 1) {
    const started = performance.now();
    const scored = scores(round);
    const between = performance.now();
    judgements(scored);
    ofScores.push(between - started);
    ofJudgements.push(performance.now() - between);
  }
  return { ofScores, ofJudgements };
}
