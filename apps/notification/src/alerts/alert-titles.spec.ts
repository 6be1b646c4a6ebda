import { Catalogue } from '#catalogue';
import { FIRST_RULES } from '../rules/first-rules.js';
import { type Rule } from '../rules/rule.js';
import { overdueTitles, thresholdTitles, trendTitles } from './alert-titles.js';

const catalogue = new Catalogue();
const ruleOf = <K extends Rule['kind']>(kind: K) =>
  FIRST_RULES.find((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind)!;
const scope = { unit: 'SXD', day: '2025-02-01' } as const;

describe('the title of an alert', () => {
  it.each([
    ['breach', 52.4, 'TASK.ONTIME của SXD tuần 5/2025 là 52,4, dưới mức 60,0'],
    ['clear', 91.2, 'TASK.ONTIME của SXD tuần 5/2025 là 91,2, không dưới mức 60,0'],
  ] as const)('says of a value that is a %s on which side of its level it lies', (finding, value, title) => {
    const named = { ...scope, indicator: 'TASK.ONTIME', period: '2025-W05', value, finding };
    expect(thresholdTitles(catalogue, ruleOf('threshold'), named).vi).toBe(title);
  });

  it.each([
    ['breach', 'SVC.ONTIME của SXD xấu đi 2 kỳ liền, bằng chứng rõ'],
    ['clear', 'SVC.ONTIME của SXD không còn xấu đi'],
  ] as const)('says of a trend that is a %s whether it still worsens', (finding, title) => {
    const named = { ...scope, subject: 'SVC.ONTIME', strength: 'robust', finding } as const;
    expect(trendTitles(catalogue, ruleOf('trend'), named).vi).toBe(title);
  });

  it.each([
    ['late', 'SXD has not reported SVC.ONTIME for 01/2025'],
    ['received', 'SXD has reported SVC.ONTIME for 01/2025'],
    ['ended', 'SXD no longer has to report SVC.ONTIME for 01/2025'],
  ] as const)('says of a report that is %s whether it is still owed', (state, title) => {
    const named = { ...scope, indicator: 'SVC.ONTIME', period: '2025-01', dueAt: '2025-01-25T10:00:00.000Z' };
    expect(overdueTitles(catalogue, { ...named, state }).en).toContain(title);
  });
});
