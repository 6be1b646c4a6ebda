export const ALERTS = {
  vi: {},
  en: {},
} as const;
