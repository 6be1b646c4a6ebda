import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Env, ToInteger } from '#runtime';

/** Where the operator's commands look: the same settings as those of `npm start`. */
export class OperatorConfig {
  @Env('CHISO_DATA_DIR', 'Data folder of the system', '.chiso')
  @IsString()
  folder!: string;

  @Env('CHISO_PORT', 'Port of the gateway', '8080')
  @ToInteger()
  @IsInt()
  @Min(1)
  @Max(65535)
  port!: number;

  @Env('KAFKA_BROKERS', 'Brokers, where the system was given them')
  @IsOptional()
  @IsString()
  brokers?: string;

  @Env('DATABASE_URL', 'Database, where the system was given one')
  @IsOptional()
  @IsString()
  databaseUrl?: string;
}
