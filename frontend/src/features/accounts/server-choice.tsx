import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseServer, desktopState } from '@/api/home';
import { toApiError } from '@/api/errors';
import { isServerAddress } from '@/lib/server-address';

/** Only in the desktop window: whether the backend is this computer or a team's server. */
export function ServerChoice() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const state = useQuery({ queryKey: ['desktop', 'state'], queryFn: () => desktopState() });
  const [editing, setEditing] = useState(false);
  const form = useForm({
    initialValues: { url: '' },
    validate: { url: (value) => (isServerAddress(value.trim()) ? null : t('accounts.server.shape')) },
  });
  const choose = useMutation({
    mutationFn: (url: string) => chooseServer(url),
    onSuccess: (next) => {
      queryClient.clear();
      queryClient.setQueryData(['desktop', 'state'], next);
      setEditing(false);
    },
    onError: (error) => form.setFieldError('url', toApiError(error).detail),
  });
  if (!state.data) return null;
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
