export const PROBLEMS = {
  vi: {},
  en: {},
} as const;
