import { createRequire } from 'node:module';
import { crc32c } from '@node-rs/crc32';

const require = createRequire(import.meta.url);
const original = require('kafkajs/src/protocol/recordBatch/crc32C') as (bytes: Buffer) => number;

describe('The native checksum of record batches', () => {
  it.each(['', 'a', '123456789', 'chỉ số năng lực cạnh tranh'])('equals that of kafkajs for "%s"', (text) => {
    expect(crc32c(Buffer.from(text))).toBe(original(Buffer.from(text)));
  });

  it('is the Castagnoli checksum of RFC 3720, appendix B.4: 32 bytes of zeros', () => {
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
  });
});
