import { Readable, Writable } from 'node:stream';
import { Command } from 'commander';
import { chisoOn } from '../../test/chiso-on-files.js';
import { Run } from '../run.js';
import type { AgreementLine } from './agreement-line.js';
import { addReproduce } from './reproduce.command.js';
import { readShippedTable, type ReadTable } from './shipped-table.js';

const tables = new Map<string, ReturnType<ReadTable>>();
/** The shipped tables, each read once. */
const shipped: ReadTable = (name) => {
  const table = tables.get(name) ?? readShippedTable(name);
  tables.set(name, table);
  return table;
};

async function reproduced(index: string, read: ReadTable = shipped) {
  const chunks: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  const run = new Run(Readable.from([]), output, output);
  const program = new Command('chiso');
  addReproduce(program, run, read);
  await program.parseAsync(['reproduce', '--index', index], { from: 'user' });
  const lines = chunks.join('').trimEnd().split('\n');
  return { exitCode: run.finish(), lines: lines.map((line) => JSON.parse(line) as AgreementLine) };
}

/** The shipped tables with one value of one table changed. */
function withChanged(table: string, column: string, value: string, where: Record<string, string>): ReadTable {
  return (name) =>
    shipped(name).map((row) =>
      name === table && Object.entries(where).every(([key, text]) => row[key] === text)
        ? { ...row, [column]: value }
        : row,
    );
}

const yearsOf = (lines: readonly AgreementLine[], index: string) =>
  lines.filter((line) => line.index === index);

describe('chiso reproduce', () => {
  let pci: Awaited<ReturnType<typeof reproduced>>;
  beforeAll(async () => {
    pci = await reproduced('PCI');
  });

  it('reproduces the 633 province-years of PCI 2006–10 and 2012–16 within 0.00001, with their ranks', () => {
    const { exitCode, lines } = pci;
    const exact = yearsOf(lines, 'PCI').filter(({ tolerance, kept }) => tolerance === 1e-5 && kept === true);
    expect(exitCode).toBe(0);
    expect(exact.reduce((sum, { compared }) => sum + compared, 0)).toBe(633);
    expect(exact.filter((line) => line.ranksEqual !== line.ranksCompared)).toEqual([]);
    expect(exact.reduce((sum, line) => sum + line.ranksCompared, 0)).toBe(64 + 7 * 63);
    const unranked = exact.filter(({ ranksCompared }) => ranksCompared === 0);
    expect(unranked.map(({ year, note }) => [year, note])).toEqual(
      ['2006', '2008'].map((year) => [year, 'exact; no ranks of this year are held']),
    );
  });

  it('reproduces 2017–22 and 2024 within 0.031, and shows 2011 and 2023 with a note and no promise', () => {
    const lines = yearsOf(pci.lines, 'PCI');
    const rounded = lines.filter(({ tolerance, kept }) => tolerance === 0.031 && kept === true);
    expect(rounded.map(({ year }) => year)).toEqual(['2017', '2018', '2019', '2020', '2021', '2022', '2024']);
    const shown = lines.filter(({ kept }) => kept === undefined);
    expect(shown.map(({ year }) => year)).toEqual(['2005', '2011', '2023']);
    expect(shown[1]!.withinTolerance).toBeLessThan(shown[1]!.compared);
    expect(shown[1]!.note).toContain('known not to reproduce; shown, not forced');
  });

  it('gives sub-indices of 2013–16 from raw indicators, with a what-if only where they are exact', () => {
    const parts = pci.lines.filter(({ index }) => index !== 'PCI');
    expect(parts).toHaveLength(40);
    expect(parts.filter(({ compared, kept }) => compared !== 63 || kept !== true)).toEqual([]);
    const inexact = parts.filter(({ note }) => note.includes('no what-if'));
    expect(new Set(inexact.map(({ index }) => index))).toEqual(new Set(['PCI.08', 'PCI.09']));
    expect(inexact).toHaveLength(7);
  });

  it('adds up every dimension of PAPI from its sub-dimensions', async () => {
    const { exitCode, lines } = await reproduced('PAPI');
    expect(exitCode).toBe(0);
    expect(lines.map(({ year }) => year)).toEqual(Array.from({ length: 14 }, (_, at) => String(2011 + at)));
    expect(lines.filter((line) => line.compared < 300 || line.withinTolerance !== line.compared)).toEqual([]);
  });

  it('adds up index 766: all 82 totals of two days exactly, eight of nine others with halves, one shown as off', async () => {
    const { exitCode, lines } = await reproduced('I766');
    expect(exitCode).toBe(0);
    const [whole, ...rest] = lines;
    const others = rest.slice(0, -1);
    expect(whole).toMatchObject({ compared: 82, withinTolerance: 82, tolerance: 1e-9, kept: true });
    const off = others.filter(({ kept }) => kept === undefined);
    expect(off).toMatchObject([{ year: '2024-07', compared: 1, withinTolerance: 0, maxAbsDifference: 0.78 }]);
    expect(off[0]!.note).toContain('beyond the tolerance: Bắc Kạn');
    const kept = others.filter((line) => line.kept === true && line.maxAbsDifference! <= 0.011);
    expect(kept.reduce((sum, { compared }) => sum + compared, 0)).toBe(8 + 3);
    expect(rest.at(-1)).toMatchObject({
      index: 'I766 indicators',
      compared: 28,
      tolerance: 0.005,
      kept: true,
    });
    const changed = withChanged('other_index_results', 'value', '50', {
      index: 'I766',
      unit: 'Hải Phòng',
      period: '2026-10-10',
      component_code: 'TOTAL',
    });
    expect((await reproduced('I766', changed)).exitCode).toBe(1);
  });

  it('ends with 1 where a promised agreement fails, and names the province', async () => {
    const changed = withChanged('pci_composite', 'pci_weighted', '60', { province: 'Ha Noi', year: '2015' });
    const { exitCode, lines } = await reproduced('PCI', changed);
    expect(exitCode).toBe(1);
    const broken = lines.filter(({ kept }) => kept === false);
    expect(broken.map(({ index, year }) => [index, year])).toEqual([['PCI', '2015']]);
    expect(broken[0]!.note).toContain('beyond the tolerance: Ha Noi');
    const papi = withChanged('papi_dimensions', 'score', '9', {
      province: 'An Giang',
      year: '2020',
      dimension: '3',
    });
    expect((await reproduced('PAPI', papi)).exitCode).toBe(1);
  });

  it('ends with 1 where ranks that were promised are not there', async () => {
    const { exitCode, lines } = await reproduced(
      'PCI',
      withChanged('pci_composite', 'rank', '', { year: '2013' }),
    );
    expect(exitCode).toBe(1);
    expect(lines.filter(({ kept }) => kept === false)).toMatchObject([{ year: '2013', ranksCompared: 0 }]);
  });

  it('ends with 1 where there is less to compare than was promised', async () => {
    const fewer: ReadTable = (name) =>
      shipped(name).filter((row) => name !== 'pci_subindices' || row['year'] !== '2014');
    const { exitCode, lines } = await reproduced('PCI', fewer);
    expect(exitCode).toBe(1);
    expect(lines.find(({ index, year }) => index === 'PCI' && year === '2014')).toMatchObject({
      compared: 0,
      kept: false,
    });
  });

  it('does not end with 1 for a year that is known not to reproduce', async () => {
    const changed = withChanged('pci_composite', 'pci_weighted', '60', { province: 'Ha Noi', year: '2011' });
    expect((await reproduced('PCI', changed)).exitCode).toBe(0);
  });

  it('knows no other index', async () => {
    const { exitCode, problems } = await chisoOn(['reproduce', '--index', 'XYZ']);
    expect(exitCode).toBe(2);
    expect(problems.join(' ')).toContain('PCI, PAPI, I766');
  });
});
