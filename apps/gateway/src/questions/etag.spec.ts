import { etagOf, isKnown } from './etag.js';

describe('an ETag', () => {
  it('is the same for the same body alone', () => {
    expect(etagOf('{"a":1}')).toBe(etagOf(Buffer.from('{"a":1}')));
    expect(etagOf('{"a":1}')).not.toBe(etagOf('{"a":2}'));
  });

  it('is known weakly, in a list, and by a star', () => {
    const tag = etagOf('x');
    expect(isKnown(tag, tag)).toBe(true);
    expect(isKnown(tag.replace('W/', ''), tag)).toBe(true);
    expect(isKnown(`"other", ${tag}`, tag)).toBe(true);
    expect(isKnown('*', tag)).toBe(true);
    expect(isKnown('"other"', tag)).toBe(false);
  });
});
