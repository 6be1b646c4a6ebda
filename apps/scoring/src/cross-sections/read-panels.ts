import { Inject, Injectable } from '@nestjs/common';
import { type Day } from '#periods';
import { type Tx } from '#persistence';
import { type CrossSection } from './cross-section.js';
import { IndicatorPanelStore } from './indicator-panel.store.js';
import { NodePanelStore } from './node-panel.store.js';
import { type Panel } from './panel.js';
import { type SubjectKey, subjectKeyOf } from './subject.js';

type Wanted = SubjectKey & { readonly subjectKind: CrossSection['subjectKind']; readonly back: Day };

/** Reads the series of all units of a subject from a day on, be it an indicator or a node of an index. */
@Injectable()
export class ReadPanels {
  constructor(
    @Inject(NodePanelStore) private readonly nodes: NodePanelStore,
    @Inject(IndicatorPanelStore) private readonly indicators: IndicatorPanelStore,
  ) {}

  /** @returns the panels by the key of their subject */
  async execute(tx: Tx, subjects: readonly Wanted[]): Promise<Map<string, Panel>> {
    const nodes = subjects.filter(({ subjectKind }) => subjectKind !== 'indicator');
    const rows = await this.nodes.read(tx, nodes);
    const panels = new Map<string, Panel>();
    for (const subject of nodes) {
      const level = subject.subjectKind === 'index' ? 'index' : 'component';
      const own = rows.get(subjectKeyOf(subject)) ?? [];
      panels.set(subjectKeyOf(subject), this.nodes.panelOf(subject, level, own));
    }
    const indicators = subjects.filter(({ subjectKind }) => subjectKind === 'indicator');
    const byCode = await this.indicators.read(tx, indicators);
    for (const subject of indicators) panels.set(subjectKeyOf(subject), byCode.get(subject.subject)!);
    return panels;
  }
}
