import net from 'node:net';

/** Whether this process could listen there now. */
export const isFree = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** The first free port at or after the wanted one. */
export async function freePortFrom(wanted) {
  for (let port = wanted; port < Math.min(wanted + 200, 65536); port += 1)
    if (await isFree(port)) return port;
  throw new Error(`no free port between ${wanted} and ${wanted + 199}`);
}

/** Free ports below the range that the system gives to outgoing connections (32768 up on Linux), so that they stay free. */
export async function freePorts(count) {
  const found = new Set();
  for (let tries = 0; found.size < count && tries < 500; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  if (found.size < count) throw new Error('no free ports between 20000 and 32000');
  return [...found];
}

/** Whether somebody answers there. */
export const answers = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const socket = net.connect(port, host);
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('connect', () => socket.end());
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
