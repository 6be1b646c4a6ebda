import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SERVICES = ['ingestion', 'scoring', 'notification', 'gateway'];
const CARRIED = [
  'deploy/local',
  'deploy/kafka',
  'deploy/seed/client/settings.mjs',
  'libs',
  'package.json',
  'nest-cli.json',
  '.swcrc',
  'tsconfig.json',
];
const LINKED = ['node_modules', '.cache'];

/** A service that only answers its health, and dies, or asks to be begun anew, when it is told to. */
const service = (name: string) => `
import { createServer } from 'node:http';
process.title = 'chiso-${name}';
console.log('${name} begins');
const server = createServer((request, response) => {
  if (request.url === '/die') {
    console.error('${name}: a fault on purpose');
    process.exit(3);
  }
  if (request.url === '/begin-anew') process.exit(75);
  response.writeHead(200).end(JSON.stringify({ pid: process.pid }));
}).listen(Number(process.env['CHISO_HTTP_PORT']), '127.0.0.1');
process.on('SIGTERM', () => server.close());
`;

const SEED = `console.log('catalogue loaded');\nsetInterval(() => undefined, 1 << 30);\n`;

/**
 * A checkout with the real launcher, the real broker and the real database, and the smallest services that it can run: what
 * the launcher does must not depend on what the services are.
 */
export function standInCheckout(): { root: string; readonly remove: () => void } {
  const here = path.resolve(import.meta.dirname, '../../..');
  const root = mkdtempSync(path.join(os.tmpdir(), 'chiso-launcher-'));
  // The database's own user walks through it when this runs as root.
  chmodSync(root, 0o755);
  for (const name of CARRIED) cpSync(path.join(here, name), path.join(root, name), { recursive: true });
  for (const name of LINKED) symlinkSync(path.join(here, name), path.join(root, name));
  for (const name of SERVICES) {
    mkdirSync(path.join(root, 'apps', name, 'src'), { recursive: true });
    writeFileSync(path.join(root, 'apps', name, 'src/main.ts'), service(name));
  }
  writeFileSync(path.join(root, 'deploy/seed/load.mjs'), SEED);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
