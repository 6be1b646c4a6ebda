import { Inject, Injectable } from '@nestjs/common';
import { type PublicationCompleted } from '#contracts';
import { type Slice } from '#messaging';
import { periodOf } from '#periods';
import { nodesUnder } from '../method/held-edition.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { type CrossSection, foldSections } from './cross-section.js';
import { DueCrossSections } from './due-cross-sections.js';
import { PublicationStore } from './publication.store.js';

/** A publication makes every ranking of its index and year final, or provisional again. */
@Injectable()
export class FollowPublications {
  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(DueCrossSections) private readonly due: DueCrossSections,
    @Inject(PublicationStore) private readonly publications: PublicationStore,
  ) {}

  async execute(slice: Slice<PublicationCompleted>): Promise<void> {
    const publications = slice.events.map(({ data }) => data);
    const sections = foldSections(publications.flatMap((publication) => this.sectionsOf(publication)));
    await slice.transaction(async (tx) => {
      await this.publications.add(tx, publications);
      await this.due.add(tx, sections);
    });
  }

  private sectionsOf({ index, period: id, results, cause }: PublicationCompleted): CrossSection[] {
    const period = periodOf('SURVEY_YEAR', id);
    const groups = new Set(results.flatMap(({ unit }) => this.rules.crossSections(unit)));
    const nodes = this.rules.editions(index, id).flatMap(nodesUnder);
    return nodes.flatMap((node) =>
      [...groups].map((group) => ({
        subject: node.component,
        subjectKind: node.level === 'index' ? ('index' as const) : ('component' as const),
        index: node.index,
        rule: period.rule,
        group,
        at: '',
        from: period.lastDay,
        cause,
      })),
    );
  }
}
