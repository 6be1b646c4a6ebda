import { rowProblem, type RowProblem } from '../row-problem.js';
import { type ReportedRow } from './reported-row.js';

/** How far a sent value may lie from numerator / denominator. */
const RATIO_TOLERANCE = 1e-6;
/** Values are kept to nine decimals, so that the noise of a division does not look like a correction. */
const DECIMALS = 1e9;

/**
 * The value of a row: as sent, or numerator / denominator × factor where the indicator is a ratio and both parts are
 * there (`ratio_factor` of the catalogue).
 */
export function measuredValue(
  row: ReportedRow,
  ratioFactor: number | undefined,
): { value: number } | { problem: RowProblem } {
  const { value, numerator, denominator } = row;
  if (numerator === undefined && denominator === undefined)
    return value === undefined ? { problem: rowProblem('value.missing', 'value') } : { value };
  if (ratioFactor === undefined) return { problem: rowProblem('ratio.not-a-ratio', 'numerator') };
  if (numerator === undefined || denominator === undefined)
    return { problem: rowProblem('ratio.incomplete', numerator === undefined ? 'numerator' : 'denominator') };
  if (denominator === 0) return { problem: rowProblem('ratio.denominator-zero', 'denominator') };
  if (denominator < 0) return { problem: rowProblem('ratio.denominator-negative', 'denominator') };
  const computed = Math.round(((numerator * ratioFactor) / denominator) * DECIMALS) / DECIMALS;
  if (value !== undefined && Math.abs(value - computed) > RATIO_TOLERANCE)
    return { problem: rowProblem('ratio.mismatch', 'value', { value, computed }) };
  return { value: computed };
}
