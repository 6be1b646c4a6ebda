export const PAGE = {
  vi: {},
  en: {},
} as const;
