import { IsString, IsUrl, Matches } from 'class-validator';
import { Env, ServiceConfig } from '#runtime';

export class NotificationConfig extends ServiceConfig {
  @Env('SMTP_URL', 'Mail server, for example smtp://127.0.0.1:2525', 'smtp://127.0.0.1:2525')
  @Matches(/^smtps?:\/\//, { message: 'it must begin with smtp:// or smtps://' })
  smtpUrl!: string;

  @Env('CHISO_MAIL_FROM', 'Sender of messages', 'chiso <chiso@chiso.example>')
  @IsString()
  mailFrom!: string;

  @Env('CHISO_MAIL_DOMAIN', 'Domain of the demo contacts: <position>@<domain>', 'chiso.example')
  @IsString()
  mailDomain!: string;

  @Env('CHISO_PUBLIC_URL', 'Address of the page, for links in messages', 'http://127.0.0.1:8080')
  @IsUrl({ require_tld: false })
  publicUrl!: string;
}
