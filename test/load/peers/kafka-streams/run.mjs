import path from 'node:path';
import { benchPeer } from '../lib/bench.mjs';
import { built } from '../lib/build.mjs';

const { GUARANTEE = 'exactly_once_v2', FOLD = '0' } = process.env;
const exactlyOnce = GUARANTEE === 'exactly_once_v2';
const target = path.join(built('kafka-streams'), 'target');
const classPath = [path.join(target, 'classes'), path.join(target, 'libs/*')].join(path.delimiter);

await benchPeer({
  name: `kafka-streams-${exactlyOnce ? 'eos' : 'alos'}${FOLD === '1' ? '-folded' : ''}`,
  waitCommitted: exactlyOnce,
  command: 'java',
  args: ['-Xms512m', '-Xmx1g', '-cp', classPath, 'peers.App'],
  env: { GUARANTEE, FOLD },
  state: async ({ process: peer }) => JSON.parse((await peer.said('STATE')).rest.replaceAll('NaN', 'null')),
});
