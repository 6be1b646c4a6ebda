import { CatalogueModule } from '#catalogue';
import { type RebuildPlan } from '#messaging';
import { ChangeLogStore } from '../live/change-log.store.js';
import { LiveFeed } from '../live/live-feed.js';
import { migrations } from '../migrations/index.js';
import { KeepVersions } from '../read-model/keep-versions.js';
import { ReadModelConsumer } from '../read-model/read-model.consumer.js';

/** Nobody listens to a state that is not at work. */
const NOBODY_LISTENS = { nudge: () => undefined };

/** Everything that the read model hears; what has left the topics stays as the old one has it. */
const VERSIONS = [
  'score_version',
  'observation_version',
  'rating_version',
  'trend_version',
  'rank_version',
  'forecast_version',
  'obligation_version',
  'plan_version',
  'publication_version',
  'alert_version',
  'explanation_version',
  'returned_version',
  'catalogue_entry_version',
  'clock_version',
];

export const rebuildPlan: RebuildPlan = {
  service: 'gateway',
  migrations,
  restorations: [],
  filling: () => ({
    imports: [CatalogueModule.register()],
    controllers: [ReadModelConsumer],
    providers: [KeepVersions, ChangeLogStore, { provide: LiveFeed, useValue: NOBODY_LISTENS }],
  }),
  readsTo: 'the end',
  carried: [
    ...VERSIONS.map((table) => ({ table, wins: 'topics' as const })),
    { table: 'load_progress', wins: 'old' },
  ],
  // A live stream that is resumed finds none of its positions, and is told to read everything again.
  settle: async (tx) => void (await tx.query('DELETE FROM change_log')),
  lost: [
    'how far the loader has come',
    'versions that have left their topics (chiso republish scoring --all brings back what scoring keeps of its own)',
  ],
};
