import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compareWithBatch } from '../../check-batch/compare.mjs';
import { ask, standing, untilSettled } from './settled.mjs';

/** Each service's own account of the values: cell, revision, numerator. */
const ACCOUNTS = {
  ingestion: 'SELECT indicator, unit, period, revision, numerator FROM ingestion.observation',
  scoring: 'SELECT indicator, unit, period, revision, numerator FROM scoring.observation_version',
  gateway: 'SELECT indicator, unit, period, revision, numerator FROM gateway.observation_version',
};

/** Versions of an entity that leave a number out or, for trends, say the same as the one before. */
const REPEATED = {
  scores: `
    SELECT concat_ws(' ', index_code, component, unit, period) AS what FROM scoring.score_version
    GROUP BY index_code, component, period_rule, unit, period HAVING count(*) <> max(version)`,
  trends: `
    SELECT concat_ws(' ', subject, unit, period) AS what FROM (
      SELECT *, row_number() OVER w AS place, lag(digest) OVER w = digest AS is_same FROM scoring.trend_version
      WINDOW w AS (PARTITION BY subject, index_code, period_rule, unit, period ORDER BY version)) AS v
    WHERE is_same OR place <> version`,
};

async function accountFaults(stand, log) {
  const [lost, double, wrong] = [[], [], []];
  for (const [service, text] of Object.entries(ACCOUNTS)) {
    const left = new Map(
      [...log].flatMap(([cell, all]) =>
        all.map(({ revision, numerator }) => [`${cell} ${revision}`, numerator]),
      ),
    );
    for (const { indicator, unit, period, revision, numerator } of await ask(stand, text)) {
      const key = `${indicator}:${unit}:${period} ${revision}`;
      if (!left.has(key)) double.push(`${service}: ${key} was never acknowledged, or is there twice`);
      else if (left.get(key) !== numerator)
        wrong.push(`${service}: ${key} is ${numerator}, should be ${left.get(key)}`);
      left.delete(key);
    }
    lost.push(...[...left.keys()].map((key) => `${service}: ${key} is not there`));
  }
  return { lost, double, wrong };
}

/** The gateway's newest state of each entity against the owner's. */
const READ_MODEL = `
  SELECT coalesce(s.what, g.what) AS what FROM (
    SELECT DISTINCT ON (index_code, component, period_rule, unit, period)
           concat_ws(' ', index_code, component, period_rule, unit, period) AS what, version, body::jsonb ->> 'value' AS value
    FROM scoring.score_version ORDER BY index_code, component, period_rule, unit, period, version DESC) AS s
  FULL JOIN (
    SELECT DISTINCT ON (index_code, component, rule, unit, period)
           concat_ws(' ', index_code, component, rule, unit, period) AS what, version, value
    FROM gateway.score_version ORDER BY index_code, component, rule, unit, period, version DESC) AS g
  ON s.what = g.what
  WHERE s.version IS DISTINCT FROM g.version OR s.value::float8 IS DISTINCT FROM g.value`;

async function repeatedVersions(stand) {
  const found = [];
  for (const [name, text] of Object.entries(REPEATED))
    for (const { what } of await ask(stand, text)) found.push(`${name}: ${what} has a version too many`);
  return found;
}

/** Copies of each message by the delivery that its Message-ID names; what broke off in mid-send lies in hidden files. */
function copiesOf(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^[^.].*\.eml$/.test(name)) : [];
  const ids = files.map((name) => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    return /^Message-ID: <([^@]+)@/im.exec(text)?.[1] ?? `${NAMELESS} ${name}: ${text.slice(0, 200)}`;
  });
  return [...Map.groupBy(ids, (id) => id)].map(([id, all]) => ({ id, copies: all.length }));
}

const NAMELESS = 'without a delivery’s name';

/**
 * Messages of which more came than were ever begun (`twice`, which must not be; nor must one that names no delivery), and
 * copies after a crash in mid-send (`again`, which may). A dropped schema takes its deliveries with it: of these one each.
 */
async function messageFaults(stand) {
  const copies = copiesOf(stand.mailFolder);
  const rows = await ask(stand, 'SELECT id, attempts FROM notification.delivery');
  const attempts = new Map(rows.map((row) => [row.id, row.attempts]));
  const isTooMany = ({ id, copies: came }) => id.startsWith(NAMELESS) || came > (attempts.get(id) ?? 1);
  const twice = copies.filter(isTooMany).map(({ id }) => `message ${id}`);
  const again = copies.filter((each) => each.copies > 1 && !isTooMany(each)).length;
  return { twice, again };
}

/** Occurrences of one alert that are open at once, and messages that the rule of deliveries should have made one. */
const ALERTS_TWICE = `
  SELECT identity AS what FROM notification.alert WHERE state IN ('pending', 'firing', 'acknowledged')
  GROUP BY identity HAVING count(*) > 1
  UNION ALL
  SELECT a.identity FROM notification.delivery d JOIN notification.alert a ON a.id = d.alert
  GROUP BY a.identity, a.occurrence, d.transition, d.recipient, d.channel HAVING count(*) > 1`;

/** Good events that a service has put aside: what the tests send broken dies with these codes. */
const BURIED = ['ingestion', 'scoring', 'notification', 'gateway']
  .map(
    (schema) => `
  SELECT concat_ws(' ', consumer_group, topic, partition, message_offset, code, detail) AS what FROM ${schema}.dead_letter
  WHERE code NOT IN ('bytes.not-json', 'event.schema', 'event.unknown-type')
    AND NOT (code = 'event.poison' AND convert_from(value, 'UTF8') LIKE '%"version":3000000000%')`,
  )
  .join(' UNION ALL ');

/** What is wrong now, whether or not anything still moves. */
async function compare(stand, generator) {
  const { lost, double, wrong } = await accountFaults(stand, generator.log);
  const { log, comparisons } = await compareWithBatch([stand.infrastructure.brokers]);
  const readModel = await ask(stand, READ_MODEL);
  const buried = await ask(stand, BURIED);
  const messages = await messageFaults(stand);
  const alertsTwice = (await ask(stand, ALERTS_TWICE)).map(({ what }) => `alert ${what}`);
  return {
    counts: log.counts,
    lost: [...lost, ...buried.map(({ what }) => `put among the dead letters: ${what}`)],
    double: [...double, ...(await repeatedVersions(stand)), ...alertsTwice, ...messages.twice],
    wrong: [
      ...generator.wrongAnswers,
      ...wrong,
      ...comparisons.flatMap(({ name, different }) => different.map((line) => `${name}: ${line}`)),
      ...readModel.map(({ what }) => `gateway: ${what} is not what scoring says`),
    ],
    mailsAgain: messages.again,
    compared: comparisons.reduce((sum, { compared }) => sum + compared, 0),
  };
}

/**
 * What is wrong at the end, when everything has come to rest: values against the generator's log, scores and ranks against
 * a batch computation of the topics, the gateway's read model against its owner, alerts and messages against themselves.
 * The calendar may call a report late while we look; then the look is taken again.
 */
export async function finalComparison(stand, generator) {
  for (;;) {
    await untilSettled(stand);
    const before = await standing(stand);
    const found = await compare(stand, generator);
    if ((await standing(stand)) === before) return found;
  }
}
