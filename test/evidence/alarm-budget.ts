/**
 * False alarms of the control charts on simulated stable panels, and how soon shifts are seen.
 *
 *   npm run build && npx node test/evidence/alarm-budget.ts            prints the tables of docs/methodology.md
 *   npm run build && npx node test/evidence/alarm-budget.ts --write    writes them there
 *
 * Ends with 1 where a stable panel brings more than 5 alarms per 1,000 series-months. About a minute on one core.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  ALARM_BUDGET_PER_1000,
  falseSignals,
  seededGenerator,
  shiftPower,
  type FalseSignals,
} from '#scoring-engine';

const LENGTHS = [36, 60];
const CORRELATIONS = [0, 0.3, 0.6];
const SHIFTS = [1, 2];
const UNITS = 30;
const SERIES = 15000;
const SHIFTED_PANELS = 500;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function falseLine(found: FalseSignals): string {
  const { units, points, lag1, seriesMonths, per1000, newestPer1000, byRule } = found;
  const rules = Object.values(byRule).map((count) => ((count / seriesMonths) * 1000).toFixed(2));
  const cells = [points, lag1, units, seriesMonths, per1000.toFixed(2), newestPer1000.toFixed(2), ...rules];
  return `| ${cells.join(' | ')} |`;
}

function powerLine(points: number, lag1: number, units: number, shift: number): string {
  const random = seededGenerator('power', points, lag1, units, shift);
  const { foundWithin } = shiftPower({ points, lag1, units, shift, months: 12 }, SHIFTED_PANELS, random);
  const within = [3, 6, 12].map((months) => percent(foundWithin[months - 1]!));
  return `| ${[points, lag1, units, `${shift} σ`, ...within].join(' | ')} |`;
}

function grid(lengths: readonly number[], units: readonly number[]) {
  return units.flatMap((count) =>
    lengths.flatMap((points) => CORRELATIONS.map((lag1) => ({ units: count, points, lag1 }))),
  );
}

function tables(): { readonly text: string; readonly held: boolean } {
  const stable = [...grid(LENGTHS, [UNITS, 1]), ...grid([12, 20], [UNITS])].map((row) =>
    falseSignals(row, SERIES / row.units, seededGenerator('stable', row.units, row.points, row.lag1)),
  );
  const power = grid(LENGTHS, [UNITS, 1]).flatMap(({ units, points, lag1 }) =>
    SHIFTS.map((shift) => powerLine(points, lag1, units, shift)),
  );
  const lines = [
    '| Points | Lag-1 | Units pooled | Series-months | Alarms per 1,000 | Of them at the newest month, per 1,000 series | Beyond limits | Seven on one side | Trend of seven | EWMA |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...stable.map(falseLine),
    '',
    'Share of lasting shifts with an alarm within so many months:',
    '',
    '| Points | Lag-1 | Units pooled | Shift | 3 months | 6 months | 12 months |',
    '|---|---|---|---|---|---|---|',
    ...power,
  ];
  return { text: lines.join('\n'), held: stable.every(({ per1000 }) => per1000 <= ALARM_BUDGET_PER_1000) };
}

const START = '<!-- alarm-budget: written by test/evidence/alarm-budget.ts -->';
const END = '<!-- end of alarm-budget -->';

const { text, held } = tables();
if (process.argv.includes('--write')) {
  const path = new URL('../../docs/methodology.md', import.meta.url);
  const document = readFileSync(path, 'utf8');
  const [before, rest] = document.split(START);
  writeFileSync(path, `${before}${START}\n${text}\n${END}${rest!.split(END)[1]}`);
}
console.log(text);
if (!held) process.exitCode = 1;
