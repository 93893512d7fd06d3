import { ActionIcon, Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desktopStateQuery, forgetServer } from '@/api/desktop';
import { chooseServer } from '@/api/home';
import { toApiError } from '@/api/errors';
import { isServerAddress } from '@/lib/server-address';
import { notifyError } from '@/ui/notify';
import classes from './server-choice.module.css';

/** Only in the desktop window: whether the backend is this computer or a team's server. */
export function ServerChoice() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const state = useQuery(desktopStateQuery);
  const [editing, setEditing] = useState(false);
  const form = useForm({
    initialValues: { url: '' },
    validate: { url: (value) => (isServerAddress(value.trim()) ? null : t('accounts.server.shape')) },
  });
  const choose = useMutation({
    mutationFn: (url: string) => chooseServer(url),
    onSuccess: (next) => {
      queryClient.clear();
      queryClient.setQueryData(desktopStateQuery.queryKey, next);
      setEditing(false);
    },
    onError: (error) => form.setFieldError('url', toApiError(error).detail),
  });
  const forget = useMutation({
    mutationFn: forgetServer,
    onSuccess: (next) => queryClient.setQueryData(desktopStateQuery.queryKey, next),
    onError: notifyError,
  });
  if (!state.data) return null;
  const others = state.data.servers.filter((url) => url !== state.data.server_url);
  const local = state.data.mode === 'local';

  if (!editing) {
    return (
      <Group justify="center" gap={6}>
        <Text fz="xs" c="dimmed">
          {local ? t('accounts.server.local') : t('accounts.server.remote', { url: state.data.server_url })}
        </Text>
        <Anchor component="button" type="button" fz="xs" onClick={() => setEditing(true)}>
          {t('accounts.server.change')}
        </Anchor>
      </Group>
    );
  }
  return (
    <form onSubmit={form.onSubmit(({ url }) => choose.mutate(url.trim()))} noValidate>
      <Stack gap="xs">
        <TextInput
          label={t('accounts.server.url')}
          placeholder="https://iam-copilot.example.com"
          type="url"
          spellCheck={false}
          {...form.getInputProps('url')}
        />
        {others.length > 0 && (
          <ul aria-label={t('accounts.server.known')} className={classes.servers}>
            {others.map((url) => (
              <li key={url} className={classes.server}>
                <Button
                  variant="default"
                  size="xs"
                  flex={1}
                  loading={choose.isPending && choose.variables === url}
                  onClick={() => choose.mutate(url)}
                >
                  {url}
                </Button>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('accounts.server.forget', { url })}
                  onClick={() => forget.mutate(url)}
                >
                  <IconX size={15} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <Group gap="xs">
          <Button type="submit" size="xs" loading={choose.isPending}>
            {t('accounts.server.use')}
          </Button>
          {!local && (
            <Button variant="default" size="xs" onClick={() => choose.mutate('')}>
              {t('accounts.server.useLocal')}
            </Button>
          )}
          <Button variant="subtle" color="gray" size="xs" onClick={() => setEditing(false)}>
            {t('ui.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
