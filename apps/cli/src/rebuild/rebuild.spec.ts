import { chisoOn } from '../../test/chiso-on-files.js';

describe('Rebuilding on the command line', () => {
  it.each(['execution', 'scorings', '../scoring'])(
    'refuses %s with the names that there are',
    async (name) => {
      const { exitCode, output, problems } = await chisoOn(['rebuild', name]);
      expect({ exitCode, output, problems }).toEqual({
        exitCode: 1,
        output: [],
        problems: [
          `rebuild.unknown: "${name}" is no service that can be rebuilt; give one of ingestion, scoring, notification, gateway`,
        ],
      });
    },
  );
});
