import { ObservationRecordedV1 } from '#contracts';
import { topicBounds } from '#messaging';
import { smallCatalogue } from '../stand/small-catalogue.mjs';
import { until, withAdmin } from '../stand/settled.mjs';

const GROWN = [
  'chiso.observation.recorded.v1',
  'chiso.obligation.changed.v1',
  'chiso.score.changed.v1',
  'chiso.trend.changed.v1',
];

/** Gives topics twice their partitions, and waits until the load has reached new ones: keys move, and readers must find them. */
export async function growPartitions(stand, count = 24) {
  let had = count;
  await withAdmin(stand, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: GROWN });
    had = Math.min(...topics.map(({ partitions }) => partitions.length));
    const small = topics.filter(({ partitions }) => partitions.length < count).map(({ name }) => name);
    if (small.length > 0)
      await admin.createPartitions({ topicPartitions: small.map((topic) => ({ topic, count })) });
  });
  const isReached = () =>
    withAdmin(stand, async (admin) =>
      (await topicBounds(admin, ObservationRecordedV1.topic)).some(
        ({ partition, high }) => partition >= had && high > 0,
      ),
    );
  if (had < count) await until(isReached, 'a value in a new partition');
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
  const added = [await stand.addProcess('scoring', 'scoring-2')];
  await generator.reports(40);
  added.push(
    ...(await Promise.all(
      ['scoring-3', 'scoring-4'].map((instance) => stand.addProcess('scoring', instance)),
    )),
  );
  let shares = [];
  await until(async () => {
    await generator.reports(40);
    shares = await Promise.all([stand.of('scoring'), ...added].map(handledBy));
    return shares.every((handled) => handled > 0);
  }, 'a share for each process');
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
