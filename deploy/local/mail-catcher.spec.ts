import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { eventually } from '#testing';
import { startMailCatcher } from './mail-catcher.mjs';

describe('The mail catcher', () => {
  let folder: string;
  let catcher: Awaited<ReturnType<typeof startMailCatcher>>;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'chiso-mail-'));
    catcher = await startMailCatcher({ folder });
  });
  afterEach(async () => {
    await catcher.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A sender that dies in the middle of a message. */
  async function breakOff() {
    const socket = net.connect(Number(new URL(catcher.smtpUrl).port), '127.0.0.1');
    for (const line of ['EHLO test', 'MAIL FROM:<a@x.vn>', 'RCPT TO:<b@x.vn>', 'DATA']) {
      await once(socket, 'data');
      socket.write(`${line}\r\n`);
    }
    await once(socket, 'data');
    socket.write('Message-ID: <half@x.vn>\r\nSubject: half a mess');
    await eventually(() => Promise.resolve(readdirSync(folder).length === 1));
    socket.destroy();
  }

  it('keeps what it has received in full, and nothing of what broke off', async () => {
    await breakOff();
    const transport = createTransport(catcher.smtpUrl, { ignoreTLS: true } as object);
    await transport.sendMail({ from: 'a@x.vn', to: 'b@x.vn', subject: 'whole', text: 'text' });
    transport.close();

    await eventually(() => Promise.resolve(readdirSync(folder).every((name) => /^\d.*\.eml$/.test(name))));
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
