import path from 'node:path';
import { benchPeer } from '../lib/bench.mjs';
import { storedState } from '../lib/state.mjs';

await benchPeer({
  name: 'raw-all',
  usesPg: true,
  command: process.execPath,
  args: [path.join(import.meta.dirname, 'job.mjs')],
  state: storedState,
});
