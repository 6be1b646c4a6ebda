import path from 'node:path';
import { benchPeer } from '../lib/bench.mjs';
import { built } from '../lib/build.mjs';
import { storedState } from '../lib/state.mjs';

await benchPeer({
  name: 'nest-naive',
  usesPg: true,
  n: 20_000,
  units: 4,
  groupOf: (group) => `${group}-server`,
  command: process.execPath,
  args: [path.join(built('nest-naive'), 'dist/main.js')],
  state: storedState,
});
