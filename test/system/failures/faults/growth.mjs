import { smallCatalogue } from '../stand/small-catalogue.mjs';
import { withAdmin } from '../stand/settled.mjs';

const GROWN = [
  'chiso.observation.recorded.v1',
  'chiso.obligation.changed.v1',
  'chiso.score.changed.v1',
  'chiso.trend.changed.v1',
];

/** Gives topics twice their partitions: keys move, and readers must find the new ones. */
export async function growPartitions(stand, count = 24) {
  await withAdmin(stand, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: GROWN });
    const small = topics.filter(({ partitions }) => partitions.length < count).map(({ name }) => name);
    if (small.length > 0)
      await admin.createPartitions({ topicPartitions: small.map((topic) => ({ topic, count })) });
  });
}

const WIDENED = new Set(['goalposts']);

/** Moves every goalpost, so that every score has to be computed again. */
export async function changeCatalogue(_stand, generator, next) {
  const entries = smallCatalogue()
    .filter(({ kind }) => WIDENED.has(kind))
    .map((entry) => ({
      ...entry,
      attributes: { ...entry.attributes, lo: entry.attributes.lo - 1 - Math.floor(next() * 20) },
    }));
  await generator.changeCatalogue(entries);
}

/** Two and four processes of scoring share its partitions; two of them end without a word. */
export async function scaleOut(stand, generator) {
  const added = [];
  for (const instance of ['scoring-2', 'scoring-3', 'scoring-4']) {
    added.push(await stand.addProcess('scoring', instance));
    await generator.reports(40);
  }
  const shares = await Promise.all([stand.of('scoring'), ...added].map(handledBy));
  await added[0].kill();
  await added[1].kill();
  await generator.reports(40);
  await added[2].stop();
  return shares;
}

/** Events that a process has taken, by its own count. */
async function handledBy({ metricsUrl }) {
  const text = await (await fetch(metricsUrl)).text();
  const lines = text.matchAll(/^chiso_events_handled_total\{[^}]*\} (\d+)/gm);
  return [...lines].reduce((sum, [, n]) => sum + Number(n), 0);
}
