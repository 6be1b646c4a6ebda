// @ts-check
/**
 * What the demo assumes about sizes. `base` is the usual denominator of a department in one period; a district has
 * `district` times as much, a commune a tenth of a district. `steady`: a stock whose denominator does not move.
 * `days`: the denominator is the period's days.
 * @typedef {{ base: number, district?: number, steady?: true, days?: true }} Size
 */

const DOSSIERS = { base: 320, district: 3 };
const PETITIONS = { base: 24, district: 1 };
const STOCK = /** @type {const} */ (true);

/** @type {Record<string, Size>} */
export const SIZES = {
  'SVC.ONTIME': DOSSIERS,
  'SVC.OVERRATE': { base: 140, district: 3 },
  'SVC.ONLINE': DOSSIERS,
  'SVC.FULL': { base: 90, district: 2, steady: STOCK },
  'SVC.DIGIT': DOSSIERS,
  'SVC.PAY': { base: 180, district: 3 },
  'SVC.RETURN': DOSSIERS,
  'SVC.SATIS': { base: 150, district: 3 },
  'SVC.APOLOGY': { base: 20, district: 2 },
  'FB.ONTIME': { base: 18, district: 2 },
  'FB.REPEAT': { base: 60, district: 2 },
  'ENT.DAYS': { base: 45 },
  'ENT.ONLINE': { base: 190 },
  'ENT.ONTIME': { base: 190 },
  'LAND.DAYS': { base: 30, district: 1 },
  'LAND.ONTIME': { base: 160, district: 3 },
  'LAND.CERT': { base: 620, steady: STOCK },
  'LAND.CLEAR': { base: 14, district: 1 },
  'TRN.DOCS': { base: 48, district: 1 },
  'TRN.PORTAL': { base: 42, district: 1, steady: STOCK },
  'TRN.BUDGET': { base: 20, district: 1, steady: STOCK },
  'TRN.POOR': { base: 20, district: 1, steady: STOCK },
  'INSP.RATE': { base: 380, district: 1, steady: STOCK },
  'INSP.DUP': { base: 240 },
  'INT.COVER': { base: 22, district: 1, steady: STOCK },
  'INT.NOEXTRA': { base: 120, district: 2 },
  'INT.FOLLOW': { base: 30, district: 1 },
  'INT.ASSET': { base: 110, district: 2, steady: STOCK },
  'BID.OPEN': { base: 28, district: 1 },
  'BID.COMPETE': { base: 28, district: 1 },
  'BIZ.ONTIME': PETITIONS,
  'BIZ.SATISFIED': PETITIONS,
  'BIZ.BACKRATE': { base: 32, district: 1 },
  'SUP.SHARE': { base: 85 },
  'SUP.SATIS': { base: 60 },
  'LAB.PLACED': { base: 900 },
  'LAB.MATCH': { base: 2400 },
  'LAB.SKILL': { base: 760_000, steady: STOCK },
  'LAW.ENFORCE': { base: 520 },
  'LAW.CRIMERATE': { base: 1_330_000, steady: STOCK },
  'LAW.AID': { base: 70 },
  'LAW.SUPPORT': { base: 36 },
  'PART.MEET': { base: 220, district: 1, steady: STOCK },
  'PART.DEMOC': { base: 40, steady: STOCK },
  'PART.RESOLVE': { base: 44, district: 1 },
  'CIT.RECEIVE': { base: 26, district: 1 },
  'ENV.WASTE': { base: 9_400, district: 1 },
  'ENV.AIROK': { base: 30, days: true },
  'ENV.AUTOMON': { base: 38, steady: STOCK },
  'HEA.SATIS': { base: 1_500 },
  'HEA.WAIT': { base: 42_000 },
  'WAT.CLEAN': { base: 36_000, district: 1, steady: STOCK },
  'EDU.STD': { base: 60, district: 1, steady: STOCK },
  'TASK.ONTIME': { base: 36, district: 1 },
  'TASK.OVERRATE': { base: 60, district: 1 },
  'REP.ONTIME': { base: 40, district: 1 },
  'REP.COMPLETE': { base: 44, district: 1, steady: STOCK },
  'INV.DISB.PM': { base: 7_800, steady: STOCK },
  'INV.DISB.PROV': { base: 260, district: 2, steady: STOCK },
  'INV.LATERATE': { base: 24, district: 2, steady: STOCK },
  'COV.VAX': { base: 94_000, district: 1, steady: STOCK },
};

/** Sizes of the province's own values, where a department's size would mislead. */
export const PROVINCE_SIZES = /** @type {Record<string, number>} */ ({ 'EDU.STD': 680, 'COV.VAX': 846_000 });

/** Counts that are one side of a rate: the same report counted once. */
/** @typedef {{ rate: string, side: 'numerator' | 'rest' }} CountOf */
export const COUNT_OF = /** @type {Record<string, CountOf>} */ ({
  'SVC.OVERDUE': { rate: 'SVC.OVERRATE', side: 'numerator' },
  'INSP.FIRMS': { rate: 'INSP.RATE', side: 'numerator' },
  'BIZ.BACKLOG': { rate: 'BIZ.BACKRATE', side: 'numerator' },
  'SUP.SME': { rate: 'SUP.SHARE', side: 'numerator' },
  'LAW.CRIME': { rate: 'LAW.CRIMERATE', side: 'numerator' },
  'TASK.OVERDUE': { rate: 'TASK.OVERRATE', side: 'numerator' },
  'INV.LATE': { rate: 'INV.LATERATE', side: 'numerator' },
  'ENV.AIR': { rate: 'ENV.AIROK', side: 'rest' },
});

/** Other counts: the usual number a period, for the province and for one body. */
export const COUNTS = /** @type {Record<string, { province: number, body: number }>} */ ({
  'ENT.NEW': { province: 72, body: 8 },
  'INT.REPORTS': { province: 4, body: 0.6 },
  'INT.CHECKS': { province: 20, body: 2.5 },
  'TASK.DISC': { province: 6, body: 0.7 },
  'LAB.TRAIN': { province: 6_400, body: 700 },
  'EDU.VERIFIED': { province: 5, body: 0.6 },
  'INV.REVOKE': { province: 3, body: 0.4 },
});

/** Figures of the economy: first year's level, change a year, noise and yearly swing, in the indicator's unit. */
/** @typedef {{ start: number, perYear: number, noise: number, swing: number }} Level */
export const LEVELS = /** @type {Record<string, Level>} */ ({
  'ECO.GRDP': { start: 6.4, perYear: 0.2, noise: 0.8, swing: 0 },
  'ECO.IIP': { start: 105, perYear: 0.6, noise: 2, swing: 2 },
  'ECO.EXPORT': { start: 2_250, perYear: 90, noise: 70, swing: 180 },
  'ECO.BUDGET': { start: 1_280, perYear: 110, noise: 90, swing: 160 },
  'ECO.LABPROD': { start: 118, perYear: 9, noise: 1, swing: 0 },
});

/** Groups of the service index with their maximum; the total is their sum. */
export const SERVICE_GROUPS = /** @type {Record<string, number>} */ ({
  'SVC.766.OPEN': 18,
  'SVC.766.PROG': 20,
  'SVC.766.DIGI': 22,
  'SVC.766.ONLN': 22,
  'SVC.766.SATI': 18,
});

/** Money that runs up from January to December. */
export const CUMULATIVE = new Set(['INV.DISB.PM', 'INV.DISB.PROV']);
