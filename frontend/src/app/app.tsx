import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportActivity } from '@/api/desktop';
import { session } from '@/api/session';
import { clearNotices } from '@/ui/notices';
import { cssVariables, theme } from '@/ui/theme';
import { followInside, followOutsideLinks } from './outside-links';
import { makeQueryClient } from './query-client';
import { makeRouter } from './router';

/** The application: look, answers kept from the server, session, pages. */
export function App() {
  const { t } = useTranslation();
  const [queryClient] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter({ queryClient, session }));

  useEffect(
    () =>
      session.subscribe((_, sameUser) => {
        // Nothing that one person saw may be shown to the next.
        if (!sameUser) {
          queryClient.clear();
          clearNotices();
        }
        void router.invalidate();
      }),
    [queryClient, router],
  );

  useEffect(() => {
    if (session.home !== 'desktop') return;
    const goTo = (address: string) => void router.navigate({ href: address });
    const ends = [followOutsideLinks(goTo), followInside(goTo), reportActivity()];
    return () => ends.forEach((end) => end());
  }, [router]);

  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <section aria-label={t('app.notifications')}>
          <Notifications position="bottom-right" limit={4} withinPortal={false} zIndex={1100} />
        </section>
      </QueryClientProvider>
    </MantineProvider>
  );
}
