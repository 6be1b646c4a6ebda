import { createTheme, type CSSVariablesResolver } from '@mantine/core';

export const theme = createTheme({
  fontFamily: 'var(--font)',
  defaultRadius: '0.375rem',
  respectReducedMotion: true,
});

/** Mantine's dialogs take their colours from the tokens, which follow the colour scheme by themselves. */
export const tokensAsMantine: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text2)',
    '--mantine-color-default-border': 'var(--border)',
    '--mantine-color-default-hover': 'var(--surface2)',
  },
  light: {},
  dark: {},
});
