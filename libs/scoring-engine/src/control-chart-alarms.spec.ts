import { alarmsOf } from './control-chart-alarms.js';
import { controlChart } from './control-chart.js';
import { ewmaChart } from './ewma.js';
import { seededGenerator } from './seeded-generator.js';

describe('The alarms of a series', () => {
  it('are those of its two charts together, in order of time', () => {
    const random = seededGenerator('alarms');
    for (let series = 0; series < 200; series += 1) {
      const points = Array.from({ length: 8 + (series % 40) }, (_, index) => ({
        index,
        value: Math.round(10 * random()) + (index > 20 ? series % 9 : 0),
      }));
      const settings = series % 3 === 0 ? {} : { lag1: 0.3 };

      const alarms = alarmsOf(points, settings);

      const both = [...controlChart(points, settings).signals, ...ewmaChart(points, settings).signals];
      expect(alarms).toHaveLength(both.length);
      expect(alarms).toEqual(expect.arrayContaining(both));
      expect(alarms.map(({ index }) => index)).toEqual(both.map(({ index }) => index).sort((a, b) => a - b));
    }
  });

  it('are none under twelve points', () => {
    const points = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 99].map((value, index) => ({ index, value }));

    expect(alarmsOf(points)).toEqual([]);
  });
});
