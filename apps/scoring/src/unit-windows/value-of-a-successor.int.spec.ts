import { aScoring, finalStateOf, scoreOf } from '../../test/a-scoring.js';
import { anObligation, anObservation, aPlan } from '../../test/builders.js';
import { type ScoringInOneProcess } from '../../test/scoring-in-one-process.js';

/**
 * The province's schools that meet the standard, a value a year: the department of education answered for it on 31 December
 * 2024, ended on 28 February 2025, and has a successor that answers from then on.
 */
const OF_2024 = { indicator: 'EDU.STD', unit: 'TN', scoredUnit: 'SGDDT', period: '2024' };
const APRIL = { unit: 'SGDDT25', period: '2025-04' };

describe('A value that a unit gave, or owes, before it ended', () => {
  let scoring: ScoringInOneProcess;
  beforeEach(async () => {
    scoring = await aScoring();
    await scoring.changeCatalogue([], 1);
    await scoring.observe([
      anObservation({ unit: 'SGDDT25', period: '2025-03', recordedAt: '2025-03-24T02:00:00.000Z' }),
    ]);
    await scoring.settle();
  });
  afterEach(() => scoring.close());

  const late = anObservation({ ...OF_2024, value: 75, recordedAt: '2025-04-02T02:00:00.000Z' });
  const schools = async () =>
    (await scoreOf(scoring, 'EDU', APRIL))?.parts.find(({ code }) => code === 'EDU.STD');

  it('counts for its successor too where that answers when the score period ends, however late it comes', async () => {
    expect(await schools()).toMatchObject({ state: 'missing' });

    await scoring.observe([late]);
    await scoring.settle();

    expect(await schools()).toMatchObject({ state: 'present', unit: 'TN', value: 75 });
    expect(await scoreOf(scoring, 'EDU', APRIL)).toMatchObject({ state: 'scored', cause: 'live' });
    expect(await scoreOf(scoring, 'EDU', { ...APRIL, unit: 'TN' })).toMatchObject({ state: 'scored' });
    expect(await scoreOf(scoring, 'EDU', { unit: 'SGDDT', period: '2025-02' })).toBeUndefined();
  });

  it('is past due for its successor where it is late', async () => {
    await scoring.owe([anObligation({ ...OF_2024, recordedAt: '2025-03-25T02:00:00.000Z' })]);
    await scoring.settle();

    expect(await schools()).toMatchObject({ flags: expect.arrayContaining(['late']) as string[] });
  });

  it('is rated for its successor by the plan that was made for it', async () => {
    const points = [{ period: '2024', lastDay: '2024-12-31', value: 80 }];
    const base = { period: '2023', value: 70 };
    await scoring.plan([aPlan(80, { ...OF_2024, base, points, target: { period: '2024', value: 80 } })]);
    await scoring.observe([late]);
    await scoring.settle();

    const score = await scoreOf(scoring, 'EDU', APRIL);
    expect(score?.planned).toBeGreaterThan(score!.value!);
  });

  it('is the same for a process that has just started', async () => {
    await scoring.observe([late]);
    await scoring.settle();
    const before = await finalStateOf(scoring);

    const again = await scoring.reopened();
    const own = anObservation({ unit: 'SGDDT25', period: '2025-03', recordedAt: '2025-03-24T02:00:00.000Z' });
    await again.observe([own]);
    await again.changeCatalogue([], 2);
    await again.settle();

    expect(await finalStateOf(again)).toBe(before);
  });
});
