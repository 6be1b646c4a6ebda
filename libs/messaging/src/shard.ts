/** Shards of the outbox: one relay holds each at a time. */
export const SHARDS = 12;

/** FNV-1a over the key's UTF-16 code units; only its spread matters, and that a key always has the same shard. */
export function shardOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % SHARDS;
}
