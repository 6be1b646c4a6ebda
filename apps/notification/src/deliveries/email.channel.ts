import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { NotificationConfig } from '../notification.config.js';
import { type TakenDelivery } from './delivery.store.js';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const TIMEOUT_MS = 15_000;

/** E-mail by SMTP; outside loopback only over TLS. The Message-ID is the delivery's id, so that a copy can be told. */
@Injectable()
export class EmailChannel implements OnApplicationShutdown {
  private readonly transport: Transporter;

  constructor(private readonly config: NotificationConfig) {
    const { hostname } = new URL(config.smtpUrl);
    this.transport = createTransport(config.smtpUrl, {
      from: config.mailFrom,
      requireTLS: !LOOPBACK.has(hostname),
      ignoreTLS: LOOPBACK.has(hostname),
      connectionTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    } as object);
  }

  async send(delivery: TakenDelivery): Promise<void> {
    const { subject, text, html } = delivery.message;
    await this.transport.sendMail({
      from: this.config.mailFrom,
      to: `${delivery.recipient}@${this.config.mailDomain}`,
      subject,
      text,
      html,
      messageId: `<${delivery.id}@${this.config.mailDomain}>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...(delivery.demo ? { 'X-Chiso-Demo': 'yes' } : {}) },
    });
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

/** Whether the server refused for good (5xx), so that trying again would change nothing. */
export const isBounce = (error: unknown): boolean => {
  const code = (error as { responseCode?: number } | undefined)?.responseCode;
  return code !== undefined && code >= 500;
};
