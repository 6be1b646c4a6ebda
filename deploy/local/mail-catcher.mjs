// Receives every mail of the local system, keeps each as an .eml file, and shows them on a page. Nothing leaves the machine.
import { createServer } from 'node:http';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { freePortFrom, freePorts } from './ports.mjs';

/** Where mail is read, or the next free port after it. */
export const PAGE_PORT = 8025;
const LIMIT = 10 * 1024 * 1024;
const NAME = /^[0-9TZ]+-\d{5}\.eml$/;
const PAGE_OF = 200;
const escape = (text) => String(text ?? '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const stored = (folder) =>
  readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();

/** Written beside and renamed: whoever watches the folder never sees half a mail. */
function keeper(folder) {
  let count = stored(folder).length;
  return async (stream) => {
    count += 1;
    const name = `${new Date().toISOString().replace(/[-:.]/g, '')}-${String(count).padStart(5, '0')}.eml`;
    const half = path.join(folder, `.${name}`);
    try {
      await pipeline(stream, createWriteStream(half));
      if (stream.sizeExceeded)
        throw Object.assign(new Error('the mail is over 10 MB'), { responseCode: 552 });
      renameSync(half, path.join(folder, name));
    } catch (error) {
      rmSync(half, { force: true });
      throw error;
    }
  };
}

const layout = (
  title,
  body,
) => `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width"><style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}
td,th{text-align:left;padding:.3rem 1rem .3rem 0;vertical-align:top}pre{white-space:pre-wrap;background:#f4f4f4;padding:1rem}</style><h1>${escape(title)}</h1>${body}</html>`;

async function listPage(folder) {
  const names = stored(folder);
  const rows = await Promise.all(
    names.slice(0, PAGE_OF).map(async (name) => {
      const mail = await simpleParser(readFileSync(path.join(folder, name)));
      return `<tr><td>${escape(mail.date?.toISOString())}<td>${escape(mail.to?.text)}<td><a href="/${name}">${escape(mail.subject ?? name)}</a>`;
    }),
  );
  const intro = `<p>Thư hệ thống gửi trên máy này, mới nhất trước · Mail of this machine, newest first: ${names.length}</p>`;
  return layout(
    'Hộp thư cục bộ',
    `${intro}<table><tr><th>Lúc · Date<th>Đến · To<th>Tiêu đề · Subject${rows.join('')}</table>`,
  );
}

async function mailPage(folder, name) {
  const mail = await simpleParser(readFileSync(path.join(folder, name)));
  const head = `<p>${escape(mail.from?.text)} → ${escape(mail.to?.text)}<br>${escape(mail.date?.toISOString())} · <a href="/raw/${name}">.eml</a> · <a href="/">Hộp thư</a></p>`;
  return layout(mail.subject ?? name, `${head}<pre>${escape(mail.text || mail.html || '')}</pre>`);
}

async function answer(folder, url) {
  if (url === '/') return { type: 'text/html', body: await listPage(folder) };
  const name = path.posix.basename(url);
  if (!NAME.test(name) || !existsSync(path.join(folder, name))) return undefined;
  if (url === `/raw/${name}`) return { type: 'message/rfc822', body: readFileSync(path.join(folder, name)) };
  return { type: 'text/html', body: await mailPage(folder, name) };
}

function page(folder) {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    answer(folder, pathname).then(
      (found) => {
        const headers = {
          'content-type': `${found?.type ?? 'text/plain'}; charset=utf-8`,
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'x-content-type-options': 'nosniff',
        };
        response.writeHead(found ? 200 : 404, headers).end(found?.body ?? 'There is no such mail.');
      },
      () => response.writeHead(500).end(),
    );
  });
}

function smtp(folder) {
  const keep = keeper(folder);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: LIMIT,
    disableReverseLookup: true,
    logger: false,
    onData: (stream, _session, done) => void keep(stream).then(() => done(), done),
  });
  // A client that breaks off is its own matter.
  server.on('error', () => undefined);
  return server;
}

const listening = (server, port, host) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

/**
 * Starts the SMTP server and the page; ports that are not named are free ones.
 * @param {{ folder: string, host?: string, smtpPort?: number, pagePort?: number }} options
 */
export async function startMailCatcher({ folder, host = '127.0.0.1', smtpPort, pagePort }) {
  mkdirSync(folder, { recursive: true });
  const ports = {
    smtp: smtpPort ?? (await freePorts(1))[0],
    page: pagePort ?? (await freePortFrom(PAGE_PORT)),
  };
  const mail = smtp(folder);
  const web = page(folder);
  await listening(mail, ports.smtp, host);
  await listening(web, ports.page, host);
  const stop = async () => {
    web.closeAllConnections();
    await Promise.all([new Promise((done) => web.close(done)), new Promise((done) => mail.close(done))]);
  };
  return { smtpUrl: `smtp://127.0.0.1:${ports.smtp}`, pageUrl: `http://127.0.0.1:${ports.page}`, stop };
}
