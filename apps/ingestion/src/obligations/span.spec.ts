import { anAssignment, anIndicator, aSmallCatalogue, catalogueOf } from '../../test/a-catalogue.js';
import { type Look, openingsOf, type Span } from './span.js';

const catalogue = catalogueOf([
  ...aSmallCatalogue(),
  anIndicator('TASK.PLAN', { frequency: 'year', periodRule: 'CAL_Y', dueRule: 'PE_M11' }),
  anAssignment('TASK.PLAN', 'SXD'),
]);
const aSpan = (given: Partial<Span> = {}): Span => ({
  indicator: 'SVC.ONTIME',
  startDay: '2023-12-15',
  liveFrom: '2024-04-01T00:00:00.000Z',
  demo: false,
  filling: false,
  ...given,
});
const now = '2024-04-01T00:00:00.000Z';
const opened = (span: Span, look: Partial<Look> = {}) =>
  openingsOf(span, catalogue, { now, newDay: false, newestFed: () => undefined, ...look }).map(
    ({ period }) => period.id,
  );

describe('the periods to open', () => {
  it('go from the newest that has ended back to the one in which the reports begin', () => {
    expect(opened(aSpan())).toEqual(['2024-03', '2024-02', '2024-01']);
  });

  it('wait for a feed that goes back, as far as it may not be done', () => {
    const newestFed = () => '2024-02-14';
    expect(opened(aSpan({ filling: true }), { newestFed })).toEqual(['2024-03']);
  });

  it('wait for a feed in another order until it rests', () => {
    expect(opened(aSpan(), { newestFed: () => '2024-01-14' })).toEqual([]);
  });

  it('leave out the oldest while the feed is still filling it', () => {
    expect(opened(aSpan({ filling: true }))).toEqual(['2024-03', '2024-02']);
  });

  it('go on from what has been opened, forwards as time passes and backwards as the feed goes back', () => {
    const span = aSpan({ openedFrom: '2024-02-14', openedThrough: '2024-03-14' });
    expect(opened(span)).toEqual(['2024-01']);
    expect(opened(span, { now: '2024-06-01T00:00:00.000Z' })).toEqual(['2024-04', '2024-05', '2024-01']);
  });

  it('begin with the first second of the day after the period', () => {
    const span = aSpan({ openedFrom: '2024-01-14', openedThrough: '2024-03-14' });
    expect(opened(span, { now: '2024-04-14T16:59:59.999Z' })).toEqual([]);
    expect(opened(span, { now: '2024-04-14T17:00:00.000Z' })).toEqual(['2024-04']);
  });

  it('take in a year whose report is due in its January, and look at it again on each new day', () => {
    const span = aSpan({ indicator: 'TASK.PLAN', startDay: '2024-01-01' });
    expect(opened(span)).toEqual(['2024']);
    const known = { ...span, openedFrom: '2024-12-31', openedThrough: '2024-12-31' };
    expect(opened(known)).toEqual([]);
    expect(opened(known, { newDay: true })).toEqual(['2024']);
  });
});
