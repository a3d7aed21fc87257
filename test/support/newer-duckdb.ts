import { readFileSync, writeFileSync } from 'node:fs';

/** DuckDB's checksum of a header block: a multiplicative hash of each 8 bytes. */
function checksum(block: Buffer): bigint {
  let sum = 5381n;
  for (let at = 0; at + 8 <= block.length; at += 8) {
    sum ^= BigInt.asUintN(64, block.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  }
  return sum;
}

/** Makes a DuckDB file look as if a newer version with this storage version had written it. */
export function makeNewer(path: string, storageVersion: bigint): void {
  const file = readFileSync(path);
  file.writeBigUInt64LE(storageVersion, 12);
  file.writeBigUInt64LE(checksum(file.subarray(8, 4096)), 0);
  writeFileSync(path, file);
}
