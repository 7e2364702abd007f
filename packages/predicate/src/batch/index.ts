export { parseChecksums } from './parse-checksums.ts';
export { parseShard, type Shard, shardOf } from './shard.ts';
