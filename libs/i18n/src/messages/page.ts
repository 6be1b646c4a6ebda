import { ALERTS_PAGE } from './page/alerts-page.js';
import { INDEX_PAGE } from './page/index-page.js';
import { MARKS } from './page/marks.js';
import { OVERVIEW } from './page/overview.js';
import { SHELL } from './page/shell.js';
import { UNIT_PAGE } from './page/unit-page.js';

/** Words of the page, one file a screen. */
export const PAGE = {
  vi: { ...SHELL.vi, ...MARKS.vi, ...OVERVIEW.vi, ...INDEX_PAGE.vi, ...UNIT_PAGE.vi, ...ALERTS_PAGE.vi },
  en: { ...SHELL.en, ...MARKS.en, ...OVERVIEW.en, ...INDEX_PAGE.en, ...UNIT_PAGE.en, ...ALERTS_PAGE.en },
} as const;
