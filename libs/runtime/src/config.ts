import 'reflect-metadata';
import { plainToInstance, Transform } from 'class-transformer';
import {
  ArrayMinSize,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
  type ValidationError,
} from 'class-validator';

const VARIABLES = Symbol('variables');
type Variable = { property: string; name: string; fallback: string | undefined; about: string };

const variablesOf = (target: object): Variable[] =>
  (Reflect.getMetadata(VARIABLES, target) as Variable[] | undefined) ?? [];

/** Reads the property from an environment variable. `about` is its line in the generated table of settings. */
export function Env(name: string, about: string, fallback?: string): PropertyDecorator {
  return (target, property) => {
    const own = [...variablesOf(target), { property: String(property), name, fallback, about }];
    Reflect.defineMetadata(VARIABLES, own, target);
  };
}

export const ToInteger = (): PropertyDecorator => Transform(({ value }) => Number(value));
export const ToList = (): PropertyDecorator =>
  Transform(({ value }) =>
    String(value)
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

/** What every service needs to run. */
export class ServiceConfig {
  @Env('CHISO_HTTP_PORT', 'Port of the service’s HTTP', '0')
  @ToInteger()
  @IsInt()
  @Min(0)
  @Max(65535)
  httpPort!: number;

  @Env('CHISO_METRICS_PORT', 'Port of /metrics', '0')
  @ToInteger()
  @IsInt()
  @Min(0)
  @Max(65535)
  metricsPort!: number;

  @Env('CHISO_HOST', 'Address to listen on', '127.0.0.1')
  @IsString()
  host!: string;

  @Env('DATABASE_URL', 'PostgreSQL, as a URL')
  @Matches(/^postgres(ql)?:\/\/\S+$/, {
    message: 'it must be a URL such as postgres://user:password@host:5432/name',
  })
  databaseUrl!: string;

  @Env('KAFKA_BROKERS', 'Kafka brokers, host:port with commas')
  @ToList()
  @Matches(/^\S+:\d+$/, { each: true, message: 'it must be host:port, more with commas' })
  @ArrayMinSize(1)
  kafkaBrokers!: string[];

  @Env(
    'CHISO_TOKEN_SECRET',
    'Secret that signs the caller between gateway and services, 32 characters or more',
  )
  @IsString()
  @MinLength(32)
  tokenSecret!: string;

  @Env('CHISO_SESSION_TIMEOUT_MS', 'Kafka session timeout of the consumers', '30000')
  @ToInteger()
  @IsInt()
  @Min(6000)
  sessionTimeoutMs!: number;

  @Env('CHISO_TOPIC_PREFIX', 'Leads every topic and group name, so that copies can share a broker')
  @IsOptional()
  @IsString()
  topicPrefix?: string;

  @Env('CHISO_INSTANCE', 'Name of this process in logs')
  @IsOptional()
  @IsString()
  instance?: string;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

/**
 * Reads and checks a config class; all faults at once, by variable and rule, never by value. A variable that is set to
 * nothing counts as not set. Throws ConfigError.
 */
export function loadConfig<T extends object>(
  type: new () => T,
  environment: NodeJS.ProcessEnv = process.env,
): T {
  const variables = variablesOf(type.prototype as object);
  const given: Record<string, string> = {};
  for (const { property, name, fallback } of variables) {
    const value = environment[name] || fallback;
    if (value) given[property] = value;
  }
  const config = plainToInstance(type, given);
  const errors = validateSync(config, { forbidUnknownValues: false });
  if (errors.length > 0) throw new ConfigError(errors.flatMap((error) => faultsOf(error, variables)));
  return config;
}

function faultsOf(error: ValidationError, variables: readonly Variable[]): string[] {
  const name = variables.find((variable) => variable.property === error.property)?.name ?? error.property;
  return Object.values(error.constraints ?? {}).map(
    (rule) => `${name}: ${rule.replace(error.property, 'it')}`,
  );
}

/** The environment of this process with other settings, for a process that it starts. */
export const environmentWith = (settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...settings,
});

/** The table of settings of a config class, for READMEs and .env.example. */
export const settingsOf = (type: new () => object): readonly Readonly<Variable>[] =>
  variablesOf(type.prototype as object);
