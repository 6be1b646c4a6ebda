import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const fileIn = (folder) => path.join(folder, 'addresses.json');

/**
 * Where the running system of a data folder is to be found; it holds the database's password, so its owner alone reads it.
 * Returns the function that removes it.
 */
export function writeAddresses(folder, addresses) {
  writeFileSync(fileIn(folder), JSON.stringify(addresses, undefined, 2), { mode: 0o600 });
  return () => rmSync(fileIn(folder), { force: true });
}

/** The addresses that the launcher of this folder wrote, or undefined where none runs. */
export const readAddresses = (folder) =>
  existsSync(fileIn(folder)) ? JSON.parse(readFileSync(fileIn(folder), 'utf8')) : undefined;
