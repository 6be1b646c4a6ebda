import { settingsOf } from './settings.mjs';

describe('the settings of the loader', () => {
  it('default to the whole demo at three values a second', () => {
    expect(settingsOf({ GATEWAY_URL: 'http://127.0.0.1:9/', CHISO_DATA_DIR: '/tmp/x' })).toEqual({
      gatewayUrl: 'http://127.0.0.1:9',
      seed: 'demo',
      until: '2025-02-28',
      rate: 3,
      folder: '/tmp/x',
    });
  });

  it('name all faults at once', () => {
    const faulty = () =>
      settingsOf({
        GATEWAY_URL: 'nowhere',
        CHISO_SEED: 'all',
        CHISO_DEMO_UNTIL: '2025-02-30',
        CHISO_DEMO_RATE: '0',
      });
    for (const name of ['GATEWAY_URL', 'CHISO_SEED', 'CHISO_DEMO_UNTIL', 'CHISO_DEMO_RATE'])
      expect(faulty).toThrow(name);
  });

  it.each(['2021-03-31', '2025-09-01', 'soon'])('refuse %s as the last day of the demo', (until) => {
    expect(() => settingsOf({ CHISO_DEMO_UNTIL: until })).toThrow('CHISO_DEMO_UNTIL');
  });
});
