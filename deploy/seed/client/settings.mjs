// @ts-check
/** What is loaded: everything, no demo, only the catalogue, nothing. */
export const SEEDS = /** @type {const} */ (['demo', 'history', 'catalogue', 'none']);

const FEED = { first: '2021-04-01', last: '2025-08-31' };

/** @typedef {{ gatewayUrl: string, seed: typeof SEEDS[number], until: string, rate: number, folder: string }} Settings */

/**
 * The loader's settings; all faults at once, by name and rule.
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 */
export function settingsOf(env) {
  const gatewayUrl = (env.GATEWAY_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
  const seed = SEEDS.find((known) => known === (env.CHISO_SEED ?? 'demo'));
  const until = env.CHISO_DEMO_UNTIL ?? '2025-02-28';
  const rate = Number(env.CHISO_DEMO_RATE ?? '3');
  const faults = [
    ...(URL.canParse(gatewayUrl) ? [] : ['GATEWAY_URL must be an address']),
    ...(seed ? [] : [`CHISO_SEED must be one of ${SEEDS.join(', ')}`]),
    ...(isFeedDay(until)
      ? []
      : [`CHISO_DEMO_UNTIL must be a day from ${FEED.first} to ${FEED.last} (YYYY-MM-DD)`]),
    ...(rate > 0 && rate <= 10_000 ? [] : ['CHISO_DEMO_RATE must be a number over 0, at most 10000']),
  ];
  if (!seed || faults.length > 0) throw new Error(faults.join('\n'));
  return { gatewayUrl, seed, until, rate, folder: env.CHISO_DATA_DIR ?? '.chiso' };
}

/** @param {string} day */
const isFeedDay = (day) =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) &&
  new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day &&
  FEED.first <= day &&
  day <= FEED.last;
