// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Planted
 * @property {{ indicator: string, unit: string, goodnessPerYear: number, verdict: string }[]} trends
 * @property {{ indicator: string, unit: string, from: string, goodness: number }[]} shifts
 * @property {{ indicator: string, unit: string, peakMonth: number, goodness: number }[]} seasons
 * @property {{ indicator: string, unit: string, periods: string[] }[]} gaps
 * @property {{ indicator: string, unit: string, period: string, workingDays: number }[]} late
 * @property {{ indicator: string, unit: string, period: string, share: number, workingDays: number, reason: string }[]} corrections
 * @property {{ rating: string, unit: string, component: string, pace?: number }[]} ratings
 * @property {{ indicator: string, unit: string, base: string }[]} laterPlans
 * @property {PlantedAlert[]} alerts
 */
/**
 * @typedef {object} PlantedAlert
 * @property {string} indicator
 * @property {string} unit
 * @property {number} secondsIntoLiveMonth
 * @property {number} numerator
 * @property {number} denominator
 * @property {{ numerator: number, denominator: number, hoursIntoLiveMonth: number, reason: string }} [corrected]
 * @property {number} [stays] share of all later periods
 * @property {string} ends
 */

/** @returns {Planted} */
export const readPlanted = () => JSON.parse(readFileSync(join(import.meta.dirname, 'planted.json'), 'utf8'));

/**
 * The planted row about a series, and a period where one is given.
 * @template {{ indicator: string, unit: string }} T
 * @param {readonly T[]} rows
 * @param {{ indicator: { code: string }, unit: string }} series
 * @param {(row: T) => boolean} [also]
 */
export const plantedFor = (rows, series, also = () => true) =>
  rows.find((row) => row.indicator === series.indicator.code && row.unit === series.unit && also(row));
