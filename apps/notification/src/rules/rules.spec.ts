import { thresholdFinding } from '../observations/threshold-finding.js';
import { trendFinding } from '../trends/trend-finding.js';
import { FIRST_RULES } from './first-rules.js';
import { ruleFaults, type ThresholdRule, type TrendRule } from './rule.js';

const threshold = FIRST_RULES.find((rule): rule is ThresholdRule => rule.kind === 'threshold')!;
const trend = FIRST_RULES.find((rule): rule is TrendRule => rule.kind === 'trend')!;
const worsening = (period: string, strength = 'robust') => ({ period, verdict: 'worsening', strength });

describe('rules', () => {
  it('are valid as they ship', () => {
    expect(FIRST_RULES.flatMap(ruleFaults)).toEqual([]);
  });

  it('are refused where the clearing level lies on the wrong side', () => {
    expect(ruleFaults({ ...threshold, clears: { from: 50 } })).toEqual([
      'task-on-time-low: it clears from a value at or above the one it fires below',
    ]);
  });

  it('fire below the level, clear only from the better one, and rest between', () => {
    expect([59.9, 60, 64.9, 65].map((value) => thresholdFinding(threshold, value))).toEqual([
      'breach',
      'between',
      'between',
      'clear',
    ]);
  });

  it('ask a trend to worsen with robust evidence in two newest periods', () => {
    expect(trendFinding(trend, [worsening('2025-02'), worsening('2025-01')])).toBe('breach');
    expect(trendFinding(trend, [worsening('2025-02'), worsening('2025-01', 'indicative')])).toBe('between');
    expect(trendFinding(trend, [worsening('2025-02')])).toBe('between');
  });

  it('clear a trend when its newest verdict is no longer worsening, and never for want of data', () => {
    expect(trendFinding(trend, [{ period: '2025-02', verdict: 'holding', strength: 'none' }])).toBe('clear');
    expect(trendFinding(trend, [{ period: '2025-02', verdict: 'insufficient', strength: 'none' }])).toBe(
      'between',
    );
    expect(trendFinding(trend, [])).toBe('between');
  });
});
