import { messagingMigrations } from '#messaging';
import { type Migration } from '#persistence';
import { CrossSections1700000300000 } from './cross-sections-1700000300000.js';
import { Forecasts1700000400000 } from './forecasts-1700000400000.js';
import { JudgedTurns1764340000000 } from './judged-turns-1764340000000.js';
import { OlderEditions1700000800000 } from './older-editions-1700000800000.js';
import { RecomputeRequests1700000500000 } from './recompute-requests-1700000500000.js';
import { Scores1700000200000 } from './scores-1700000200000.js';
import { ScoreTexts1764350000000 } from './score-texts-1764350000000.js';
import { UnprocessedCells1700000600000 } from './unprocessed-cells-1700000600000.js';
import { Touches1700000700000 } from './touches-1700000700000.js';
import { UnitWindows1700000100000 } from './unit-windows-1700000100000.js';

export const scoringMigrations: readonly Migration[] = [
  ...messagingMigrations,
  UnitWindows1700000100000,
  Scores1700000200000,
  CrossSections1700000300000,
  Forecasts1700000400000,
  RecomputeRequests1700000500000,
  UnprocessedCells1700000600000,
  Touches1700000700000,
  OlderEditions1700000800000,
  JudgedTurns1764340000000,
  ScoreTexts1764350000000,
];
