import { createHash } from 'node:crypto';

/** chiso's own namespace: UUIDv5 of the DNS namespace and `chiso.example`. */
const NAMESPACE = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');
const CHISO = hash(NAMESPACE, 'chiso.example');

/** Name-based UUID, version 5 (RFC 9562, section 5.5), in chiso's namespace. */
export const uuidV5 = (name: string): string => {
  const hex = hash(CHISO, name).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

function hash(namespace: Buffer, name: string): Buffer {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
}
