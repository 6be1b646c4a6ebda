import { createRequire } from 'node:module';
import { crc32c } from '@node-rs/crc32';

const TRIED = '2.2.4';
const CHECKSUM = 'kafkajs/src/protocol/recordBatch/crc32C';

/**
 * kafkajs computes the checksum of each batch byte by byte: 3.9 ms a megabyte, a tenth of scoring's time under load, where the
 * processor's own instruction takes 0.2. Guarded by version: another kafkajs runs unchanged. To be called before the
 * first send, which loads the module that holds on to it.
 */
export function checksumNatively(): boolean {
  const require = createRequire(import.meta.url);
  const { version } = require('kafkajs/package.json') as { version: string };
  if (version !== TRIED) return false;
  require(CHECKSUM);
  require.cache[require.resolve(CHECKSUM)]!.exports = (bytes: Buffer): number => crc32c(bytes);
  return true;
}
