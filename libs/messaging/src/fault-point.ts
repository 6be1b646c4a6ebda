import { existsSync, readFileSync, rmSync } from 'node:fs';
import { IsOptional, IsString } from 'class-validator';
import { Env, loadConfig } from '#runtime';

/** Places between two steps which a crash must not tear apart. */
export type FaultPoint = 'slice.handled' | 'slice.committed' | 'relay.sent';

class FaultConfig {
  @Env(
    'CHISO_FAULT_FILE',
    'File that names the step which this process is not to survive; for the failure tests',
  )
  @IsOptional()
  @IsString()
  file?: string;

  @Env('NODE_ENV', 'A fault file is taken where this is test')
  @IsOptional()
  @IsString()
  environment?: string;
}

function faultFile(): string | undefined {
  const { file, environment } = loadConfig(FaultConfig);
  if (file !== undefined && environment !== 'test')
    throw new Error('CHISO_FAULT_FILE is for the failure tests alone: it needs NODE_ENV=test.');
  return file;
}

const file = faultFile();

/**
 * Sends this process the signal that the fault file holds for the point (`relay.sent SIGKILL`), once. The file is looked
 * for each time, so that a test chooses the moment while the process works; nobody else has one.
 */
export function faultPoint(point: FaultPoint): void {
  if (file === undefined || !existsSync(file)) return;
  const [wanted, signal] = readFileSync(file, 'utf8').trim().split(' ');
  if (wanted !== point) return;
  rmSync(file);
  process.kill(process.pid, signal);
}
