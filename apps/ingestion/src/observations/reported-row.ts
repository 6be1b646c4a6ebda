import { OBSERVATION_STATUSES, REVISION_REASONS, type Instant } from '#contracts';
import { isPrintable, rowProblem, type RowProblem } from '../row-problem.js';

export type ObservationStatus = (typeof OBSERVATION_STATUSES)[number];
export type RevisionReason = (typeof REVISION_REASONS)[number];

/** A row as somebody reports it, its fields of the right form; nothing is said yet about what they mean. */
export interface ReportedRow {
  readonly indicator: string;
  readonly unit: string;
  readonly period: string;
  readonly value?: number;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly status: ObservationStatus;
  readonly flag?: string;
  readonly reason?: RevisionReason;
  readonly note?: string;
  readonly reportedBy?: string;
  readonly recordedAt?: Instant;
}

/**
 * SDMX observation status codes (CL_OBS_STATUS 2.3) that can stand beside a value; H, L, M, O and Q say that there is
 * none, and a missing value is not reported as a number.
 */
const FLAGS = ['A', 'B', 'D', 'E', 'F', 'G', 'I', 'J', 'K', 'N', 'P', 'S', 'U', 'V', 'W'];
const LONGEST_CODE = 64;
const LONGEST_NOTE = 2_000;
/** Beyond it a number is a typing error in every unit of measure that the catalogue knows. */
const ABSURD = 1e15;

const TEXTS = ['indicator', 'unit', 'period'] as const;
const NUMBERS = ['value', 'numerator', 'denominator'] as const;

/** Reads the fields of a row; every fault of form is named. */
export function readRow(given: unknown): { row: ReportedRow } | { problems: RowProblem[] } {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { problems: [rowProblem('row.not-an-object', '')] };
  const fields = given as Record<string, unknown>;
  const problems: RowProblem[] = [];
  for (const field of TEXTS) pushIf(problems, codeFault(field, fields[field]));
  for (const field of NUMBERS) pushIf(problems, numberFault(field, fields[field]));
  pushIf(problems, choiceFault('status', fields['status'], OBSERVATION_STATUSES));
  pushIf(problems, choiceFault('flag', fields['flag'], FLAGS));
  pushIf(problems, choiceFault('reason', fields['reason'], REVISION_REASONS));
  pushIf(problems, textFault('note', fields['note'], LONGEST_NOTE));
  pushIf(problems, textFault('reportedBy', fields['reportedBy'], LONGEST_CODE));
  pushIf(problems, instantFault(fields['recordedAt']));
  return problems.length > 0 ? { problems } : { row: rowOf(fields) };
}

function rowOf(fields: Record<string, unknown>): ReportedRow {
  const row: Record<string, unknown> = { status: 'official' };
  for (const field of [...TEXTS, ...NUMBERS, 'status', 'flag', 'reason', 'note', 'reportedBy'])
    if (fields[field] !== undefined && fields[field] !== null) row[field] = fields[field];
  if (fields['recordedAt'] !== undefined && fields['recordedAt'] !== null)
    row['recordedAt'] = new Date(fields['recordedAt'] as string).toISOString();
  return row as unknown as ReportedRow;
}

const absent = (value: unknown): boolean => value === undefined || value === null;

function pushIf(problems: RowProblem[], problem: RowProblem | undefined): void {
  if (problem) problems.push(problem);
}

function codeFault(field: string, value: unknown): RowProblem | undefined {
  if (absent(value) || value === '') return rowProblem('field.missing', field);
  return textFault(field, value, LONGEST_CODE);
}

function textFault(field: string, value: unknown, longest: number): RowProblem | undefined {
  if (absent(value)) return undefined;
  if (typeof value !== 'string') return rowProblem('field.not-a-text', field);
  if (value.length > longest) return rowProblem('field.too-long', field, { longest });
  return isPrintable(value) ? undefined : rowProblem('field.unprintable', field);
}

export function numberFault(field: string, value: unknown): RowProblem | undefined {
  if (absent(value)) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return rowProblem('value.not-a-number', field);
  return Math.abs(value) > ABSURD ? rowProblem('value.absurd', field, { value, most: ABSURD }) : undefined;
}

const UNKNOWN = { status: 'status.unknown', flag: 'flag.unknown', reason: 'reason.unknown' } as const;

function choiceFault(
  field: keyof typeof UNKNOWN,
  value: unknown,
  choices: readonly string[],
): RowProblem | undefined {
  if (absent(value) || (typeof value === 'string' && choices.includes(value))) return undefined;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return rowProblem(UNKNOWN[field], field, { value: shown, choices: choices.join(', ') });
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function instantFault(value: unknown): RowProblem | undefined {
  if (absent(value)) return undefined;
  const fits = typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
  return fits ? undefined : rowProblem('recorded-at.wrong-form', 'recordedAt');
}
