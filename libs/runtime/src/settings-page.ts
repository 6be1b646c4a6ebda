import { ConfigError, loadConfig, ServiceConfig, settingsOf } from './config.js';

export interface DescribedService {
  readonly name: string;
  readonly config: new () => object;
}

type Setting = ReturnType<typeof settingsOf>[number];

const HEAD = `# What the services read from their environment, written by \`npm run docs\` from their config classes.
# \`npm start\` gives all of it to the services that it starts; its own settings: deploy/local/settings.mjs, deploy/seed/README.md.
# A line without # must be there; a line with # shows a default or an optional setting.
`;

/** `.env.example`: the settings of every service first, then those of each. */
export function envExample(services: readonly DescribedService[]): string {
  const groups = [
    { title: 'every service', settings: settingsOf(ServiceConfig), required: requiredOf(ServiceConfig) },
    ...services.map(({ name, config }) => ({
      title: name,
      settings: ownSettings(config),
      required: requiredOf(config),
    })),
  ];
  const parts = groups
    .filter(({ settings }) => settings.length > 0)
    .map(({ title, settings, required }) =>
      [`# --- ${title}`, ...settings.flatMap((setting) => lines(setting, required))].join('\n'),
    );
  return `${HEAD}\n${parts.join('\n\n')}\n`;
}

function lines({ name, about, fallback = '' }: Setting, required: ReadonlySet<string>): string[] {
  return [`# ${about}`, required.has(name) ? `${name}=` : `#${name}=${fallback}`];
}

const BEGIN = '<!-- settings: written by npm run docs -->';
const END = '<!-- /settings -->';

/** A README with the table of its service's settings between the two marks. Throws where the marks are not there. */
export function withSettingsTable(readme: string, config: new () => object): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The README has no ${BEGIN} … ${END}.`);
  return `${readme.slice(0, begin)}${BEGIN}\n\n${settingsTable(config)}\n\n${readme.slice(end)}`;
}

function settingsTable(config: new () => object): string {
  const required = requiredOf(config);
  const rows = ownSettings(config).map(({ name, about, fallback }) => [
    `\`${name}\``,
    about,
    fallback === undefined ? (required.has(name) ? 'required' : '–') : `\`${fallback}\``,
  ]);
  const ofAll = ['those of every service', 'database, broker, secret, ports: `.env.example`', ''];
  const table = [['Setting', 'Meaning', 'Default'], ...rows, ofAll];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const [head, ...body] = table;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function ownSettings(config: new () => object): readonly Setting[] {
  const common = new Set(settingsOf(ServiceConfig).map(({ name }) => name));
  return settingsOf(config).filter(({ name }) => !common.has(name));
}

/** What the config class misses in an empty environment. */
function requiredOf(config: new () => object): ReadonlySet<string> {
  try {
    loadConfig(config, {});
    return new Set();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return new Set(error.faults.map((fault) => fault.slice(0, fault.indexOf(':'))));
  }
}
