// @ts-check
import { readTable } from '../tables.mjs';
import { attributesOf, draft } from './draft.mjs';

/** Rules have no dates in their files: they hold from the lower bound of the series on. */
const ALWAYS = { valid_from: '2004-01-01', valid_to: '' };
const DATED = /** @type {const} */ (['valid_from', 'valid_to']);

/** Components, period rules, due rules and the calendar. */
export function ruleDrafts() {
  return [
    ...readTable('components', ['code', ...DATED]).map((row) =>
      draft('component', row.code, row, attributesOf(row, { omit: ['code'] })),
    ),
    ...readTable('period_rules', ['code']).map((row) =>
      draft('period-rule', row.code, ALWAYS, attributesOf(row, { omit: ['code'] })),
    ),
    ...readTable('due_rules', ['code']).map((row) =>
      draft(
        'due-rule',
        row.code,
        ALWAYS,
        attributesOf(row, { numbers: ['offset', 'hour', 'grace_working_days'], omit: ['code'] }),
      ),
    ),
    ...readTable('calendar', ['date']).map((row) =>
      draft('calendar-day', row.date, { valid_from: row.date, valid_to: row.date }, attributesOf(row)),
    ),
  ];
}
