import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './theme/tokens.css';
import './theme/base.css';
import './theme/layout.css';
import './theme/marks.css';
import { App } from './app.js';
import { setUpLanguage } from './language/set-up.js';
import { LiveUpdates } from './live/live-updates.js';
import { tokensAsMantine, theme } from './theme/theme.js';

setUpLanguage();

const questions = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, refetchOnWindowFocus: 'always', retry: 2 },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root.');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokensAsMantine}
      defaultColorScheme="auto"
      withGlobalClasses={false}
    >
      <QueryClientProvider client={questions}>
        <LiveUpdates>
          <App />
        </LiveUpdates>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
