import { type CrossSection } from './cross-section.js';
import { subjectKeyOf } from './subject.js';

const keyOf = (section: CrossSection): string => `${subjectKeyOf(section)}|${section.group}|${section.at}`;

/** Which cross-sections this process has looked at lately; only how long others wait depends on it, never what is computed. */
export class LookedAt {
  private readonly at = new Map<string, number>();

  constructor(
    private readonly withinMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  note(sections: readonly CrossSection[]): void {
    for (const section of sections) {
      this.at.delete(keyOf(section));
      this.at.set(keyOf(section), this.now());
    }
    this.forgetOld();
  }

  isRecent(section: CrossSection): boolean {
    const at = this.at.get(keyOf(section));
    return at !== undefined && this.now() - at < this.withinMs;
  }

  /** The oldest come first. */
  private forgetOld(): void {
    for (const [key, at] of this.at) {
      if (this.now() - at < this.withinMs) return;
      this.at.delete(key);
    }
  }
}
