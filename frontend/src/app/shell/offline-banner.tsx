import { Group, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientCodes, toApiError } from '@/api/errors';
import { serverQuery } from '@/api/queries/server';
import classes from './offline-banner.module.css';

const pause = 4000;

/** Says that the server cannot be reached, asks for it until it answers, and then shows what is new. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [away, setAway] = useState(false);

  useEffect(
    () =>
      queryClient.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        if (event.action.type === 'error') {
          if (toApiError(event.action.error).code === clientCodes.offline) setAway(true);
        } else if (event.action.type === 'success' && event.action.manual !== true) setAway(false);
      }),
    [queryClient],
  );
  useEffect(() => {
    const lost = () => setAway(true);
    window.addEventListener('offline', lost);
    return () => window.removeEventListener('offline', lost);
  }, []);

  useEffect(() => {
    if (!away) return;
    const ask = () =>
      queryClient
        .fetchQuery({ ...serverQuery, staleTime: 0, retry: false })
        .then(() => queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' }))
        .catch(() => undefined);
    const timer = setInterval(() => void ask(), pause);
    const back = () => void ask();
    window.addEventListener('online', back);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', back);
    };
  }, [away, queryClient]);

  return (
    <div role="status" aria-live="polite">
      {away && (
        <Group className={classes.banner} gap={10} wrap="nowrap">
          <IconPlugConnectedX size={17} aria-hidden />
          <Text fz="sm" fw={550}>
            {t('app.offline')}
          </Text>
        </Group>
      )}
    </div>
  );
}
