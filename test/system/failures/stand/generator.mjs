import { setTimeout as sleep } from 'node:timers/promises';
import { periodsBetween } from '#periods';
import { Gateway } from '../../../../deploy/seed/client/gateway.mjs';
import { random, seedOf } from '../../../../deploy/seed/demo/random.mjs';
import { INDICATORS, smallCatalogue, UNITS } from './small-catalogue.mjs';

const FIRST_DAY = '2024-01-01';
const LAST_DAY = '2024-11-30';
/** Business time stands still here, so that what is owed does not depend on the day of the run. */
export const NOW = '2024-12-16T03:00:00.000Z';
const FILLED_SHARE = 0.7;
const DENOMINATOR = 200;
const REQUEST_ROWS = 500;

const keyOf = ({ indicator, unit, period }) => `${indicator}:${unit}:${period}`;

/** Every cell that may be reported: indicators by the units that report them by the periods of their rules. */
function cellsOf(drafts) {
  const of = (wanted) => drafts.filter(({ kind }) => kind === wanted);
  const rules = new Map(of('indicator').map(({ code, attributes }) => [code, attributes.periodRule]));
  const reported = new Set(
    of('assignment').map(({ attributes: { indicator, role, forUnit } }) => `${role} ${indicator} ${forUnit}`),
  );
  return INDICATORS.flatMap((indicator) =>
    periodsBetween(rules.get(indicator), FIRST_DAY, LAST_DAY).flatMap(({ id: period }) =>
      UNITS.filter((unit) => reported.has(`reports ${indicator} ${unit}`)).map((unit) => ({
        indicator,
        unit,
        period,
      })),
    ),
  );
}

/**
 * Reports values through the gateway as a data team would: in order, each request again until it is answered. Its log is
 * what the system has said that it recorded; the same seed gives the same values in the same order.
 */
export class Generator {
  #gateway;
  #next;
  #cells;
  #stopping = false;
  #running;
  #requests = 0;
  #failure;
  /** What was answered as recorded or revised: by cell, its revisions from 0 on. */
  log = new Map();
  /** Answers that the log does not explain, as sentences. */
  wrongAnswers = [];
  rows = 0;

  constructor({ gatewayUrl, seed }) {
    this.seed = seed;
    this.#gateway = new Gateway(gatewayUrl);
    this.#next = random(seedOf('failures', seed));
    this.#cells = cellsOf(smallCatalogue());
  }

  /** Catalogue, business time and most of the past. */
  async prepare() {
    const drafts = smallCatalogue();
    for (let from = 0; from < drafts.length; from += 1000)
      await this.#gateway.post('/catalogue', { entries: drafts.slice(from, from + 1000) });
    const demo = { state: 'waiting', from: '2024-12-01', until: '2024-12-31', played: 0, total: 1, now: NOW };
    await this.#gateway.post('/demo', demo);
    const past = this.#cells.filter(() => this.#next() < FILLED_SHARE);
    for (let from = 0; from < past.length; from += REQUEST_ROWS)
      await this.#post(past.slice(from, from + REQUEST_ROWS), 'backfill');
  }

  /** Posts the entries of a changed catalogue. */
  async changeCatalogue(entries) {
    await this.#gateway.post('/catalogue', { entries });
  }

  /** Goes on reporting until it is stopped: `rows` a request, `perSecond` requests. */
  start({ rows = 10, perSecond = 6 } = {}) {
    this.#stopping = false;
    this.#running = this.#run(rows, 1000 / perSecond);
    this.#failure = undefined;
    this.#running.catch((error) => (this.#failure = error));
  }

  /** Ends after the request under way has been answered. */
  async stop() {
    this.#stopping = true;
    await this.#running;
  }

  /** Reports at least so many rows from now on. */
  async reports(count) {
    for (const until = this.rows + count; this.rows < until; await sleep(100))
      if (this.#failure) throw this.#failure;
  }

  async #run(rows, pauseMs) {
    while (!this.#stopping) {
      const from = performance.now();
      await this.#post(this.#someCells(rows), 'live');
      await sleep(Math.max(0, pauseMs - (performance.now() - from)));
    }
  }

  #someCells(count) {
    const chosen = new Set();
    while (chosen.size < count) chosen.add(this.#cells[Math.floor(this.#next() * this.#cells.length)]);
    return [...chosen];
  }

  async #post(cells, cause) {
    const note = `request ${this.#requests++} of seed ${this.seed}`;
    const observations = cells.map((cell) => this.#rowOf(cell, note));
    const body = cause === 'live' ? { observations } : { observations, cause };
    const { results } = await this.#gateway.post('/observations', body);
    this.rows += observations.length;
    for (const result of results) this.#take(observations[result.index], result);
  }

  #rowOf(cell, note) {
    const known = this.log.get(keyOf(cell))?.at(-1);
    let numerator = Math.floor(DENOMINATOR * (0.4 + 0.6 * this.#next()));
    if (numerator === known?.numerator) numerator -= 1;
    return { ...cell, numerator, denominator: DENOMINATOR, note, ...(known && { reason: 'correction' }) };
  }

  #take(row, { outcome, id, revision, problems }) {
    const revisions = this.log.get(keyOf(row)) ?? [];
    const expected = revisions.length === 0 ? 'recorded' : 'revised';
    if (outcome !== expected || revision !== revisions.length)
      this.wrongAnswers.push(
        `${keyOf(row)} is answered ${outcome} ${revision ?? ''}, should be ${expected} ${revisions.length}: ${JSON.stringify(problems ?? '')}`,
      );
    if (outcome !== 'recorded' && outcome !== 'revised') return;
    this.log.set(keyOf(row), [...revisions, { id, revision, numerator: row.numerator }]);
  }
}
