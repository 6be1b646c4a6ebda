import { ALERTS } from './alerts.js';
import { PAGE } from './page.js';
import { PROBLEMS } from './problems.js';

describe('the areas of the catalogue', () => {
  it('share no key, so that no area overwrites the words of another', () => {
    const keys = [ALERTS, PAGE, PROBLEMS].flatMap((area) => Object.keys(area.vi));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});
