import './tokens.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { Problem } from './api/client';
import { Toasts } from './components/Toasts';
import { router } from './routes';
import { first, Language, learn } from './texts/texts';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 1000,
      retry: (count, error) => error instanceof Problem && error.status === 0 && count < 2,
      refetchOnWindowFocus: true,
      networkMode: 'always', // An installation without the internet is no installation without its server.
    },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (root) {
  await learn(first());
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Language>
          <Toasts>
            <RouterProvider router={router} />
          </Toasts>
        </Language>
      </QueryClientProvider>
    </StrictMode>,
  );
}
