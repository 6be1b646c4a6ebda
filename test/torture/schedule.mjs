import { poisonMidSlice, repeatAndReorder } from '../system/failures/faults/broken-input.mjs';
import {
  killBetweenCommits,
  killInTransaction,
  killRelayAfterSend,
} from '../system/failures/faults/exact-kills.mjs';
import { changeCatalogue, growPartitions } from '../system/failures/faults/growth.mjs';
import {
  crashBroker,
  crashDatabase,
  freezeService,
  killService,
} from '../system/failures/faults/restarts.mjs';

const SERVICES = ['ingestion', 'scoring', 'notification', 'gateway'];
const CONSUMERS = ['scoring', 'notification', 'gateway'];
const SENDERS = ['ingestion', 'scoring'];
/** More broken records in one partition than this would rightly stop it. */
const MOST_POISON = 4;
const REPEATED = 40;

/** Kinds of faults as the table counts them. */
export const KINDS = [
  'kill -9',
  'stop',
  'broker',
  'database',
  'poison',
  'repeated',
  'rebalance',
  'catalogue',
];

const oneOf = (items, next) => items[Math.floor(next() * items.length)];

/** Adds a second process of scoring, or takes it away again. */
async function rebalance(stand) {
  const second = stand.of('scoring-2');
  if (second?.isWanted) await second.stop();
  else await stand.addProcess('scoring', 'scoring-2');
}

/** Faults with their weights; each is drawn with the schedule's own numbers. */
const FAULTS = [
  { kind: 'kill -9', weight: 3, make: (stand, next) => killService(stand, oneOf(SERVICES, next)) },
  { kind: 'kill -9', weight: 3, make: (stand, next) => killBetweenCommits(stand, oneOf(CONSUMERS, next)) },
  { kind: 'kill -9', weight: 2, make: (stand, next) => killInTransaction(stand, oneOf(CONSUMERS, next)) },
  { kind: 'kill -9', weight: 2, make: (stand, next) => killRelayAfterSend(stand, oneOf(SENDERS, next)) },
  {
    kind: 'stop',
    weight: 3,
    make: (stand, next) => freezeService(stand, oneOf(SERVICES, next), 1000 + next() * 14_000),
  },
  { kind: 'broker', weight: 1, make: (stand, next) => crashBroker(stand, next() * 5000) },
  { kind: 'database', weight: 1, make: (stand, next) => crashDatabase(stand, next() * 8000) },
  { kind: 'poison', weight: 1, most: MOST_POISON, make: poisonMidSlice },
  { kind: 'repeated', weight: 2, make: (stand, next) => repeatAndReorder(stand, next, REPEATED) },
  { kind: 'rebalance', weight: 2, make: rebalance },
  { kind: 'rebalance', weight: 0.5, most: 1, make: (stand) => growPartitions(stand) },
  {
    kind: 'catalogue',
    weight: 0.5,
    most: 2,
    make: (stand, next, generator) => changeCatalogue(stand, generator, next),
  },
];

/** Draws faults one after the other, none more often than it may come. */
export function schedule(next) {
  const drawn = new Map();
  return () => {
    const left = FAULTS.filter((fault) => (drawn.get(fault) ?? 0) < (fault.most ?? Infinity));
    let place = next() * left.reduce((sum, { weight }) => sum + weight, 0);
    const fault = left.find(({ weight }) => (place -= weight) < 0) ?? left[0];
    drawn.set(fault, (drawn.get(fault) ?? 0) + 1);
    return fault;
  };
}
