import { IsInt, IsOptional, IsString, IsUrl, Min } from 'class-validator';
import { Env, ServiceConfig, ToInteger } from '#runtime';

const LOCAL = { require_tld: false, require_protocol: true };

export class GatewayConfig extends ServiceConfig {
  @Env('INGESTION_URL', 'Address of ingestion, for commands')
  @IsUrl(LOCAL)
  ingestionUrl!: string;

  @Env('NOTIFICATION_URL', 'Address of notification, for commands')
  @IsUrl(LOCAL)
  notificationUrl!: string;

  @Env('CHISO_WEB_DIR', 'Folder of the built page', 'dist/web')
  @IsString()
  webDir!: string;

  @Env('CHISO_PUBLIC_URL', 'Address under which people reach the page')
  @IsOptional()
  @IsUrl(LOCAL)
  publicUrl?: string;

  @Env('CHISO_LIVE_ROWS', 'Rows of the change log that are kept', '100000')
  @ToInteger()
  @IsInt()
  @Min(1)
  liveRows!: number;

  @Env('CHISO_LIVE_SECONDS', 'Seconds for which a live stream can be resumed', '86400')
  @ToInteger()
  @IsInt()
  @Min(1)
  liveSeconds!: number;
}
