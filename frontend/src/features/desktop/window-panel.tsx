import { Anchor, Button, Group, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  desktopPreferencesQuery,
  lookForUpdate,
  saveLogs,
  savePreferences,
  type DesktopPreferences,
} from '@/api/desktop';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';

/** Updates, screenshots, and the logs to hand over. */
export function WindowPanel({ version, preferences }: { version: string; preferences: DesktopPreferences }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (change: Partial<DesktopPreferences>) => savePreferences({ ...preferences, ...change }),
    onSuccess: (next) => queryClient.setQueryData(desktopPreferencesQuery.queryKey, next),
    onError: notifyError,
  });
  const look = useMutation({ mutationFn: lookForUpdate, onError: notifyError });
  const logs = useMutation({
    mutationFn: () => saveLogs(t('desktop.logs.button')),
    onSuccess: ({ path }) => {
      if (path) notifyDone(t('desktop.logs.saved', { path }));
    },
    onError: notifyError,
  });
  return (
    <>
      <Panel
        id="updates"
        title={t('desktop.updates.title')}
        description={t('desktop.updates.version', { version })}
      >
        <Stack gap="sm">
          {preferences.updates ? (
            <>
              <Switch
                label={t('desktop.updates.check')}
                description={t('desktop.updates.how')}
                checked={preferences.check_for_updates}
                onChange={(event) => save.mutate({ check_for_updates: event.currentTarget.checked })}
              />
              <Group>
                <Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>
                  {t('desktop.updates.now')}
                </Button>
              </Group>
            </>
          ) : (
            <Text fz="sm">{t('desktop.updates.none')}</Text>
          )}
          <Text fz="sm" role="status">
            {look.data && !look.data.newer && t('desktop.updates.newest')}
            {look.data?.newer && t('desktop.updates.newer', { version: look.data.version })}{' '}
            {look.data?.notes}{' '}
            {look.data?.url && (
              <Anchor fz="sm" href={look.data.url} target="_blank" rel="noreferrer">
                {t('desktop.updates.get')}
              </Anchor>
            )}
          </Text>
        </Stack>
      </Panel>
      <Panel id="captures" title={t('desktop.captures.title')}>
        {preferences.capture_protection ? (
          <Switch
            label={t('desktop.captures.show')}
            description={t('desktop.captures.how')}
            checked={preferences.show_in_captures}
            onChange={(event) => save.mutate({ show_in_captures: event.currentTarget.checked })}
          />
        ) : (
          <Text fz="sm">{t('desktop.captures.none')}</Text>
        )}
      </Panel>
      <Panel id="logs" title={t('desktop.logs.title')} description={t('desktop.logs.body')}>
        <Button variant="default" loading={logs.isPending} onClick={() => logs.mutate()}>
          {t('desktop.logs.button')}
        </Button>
      </Panel>
    </>
  );
}
