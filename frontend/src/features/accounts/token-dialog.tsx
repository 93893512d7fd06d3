import { Button, Checkbox, Code, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '@/api/queries/accounts';
import { keys } from '@/api/queries/keys';
import { workspacesQuery } from '@/api/queries/server';
import { createToken } from '@/api/queries/tokens';
import { CopyOnce } from '@/ui/copy-once';
import { showFormError } from '@/ui/notify';
import { PasswordField } from '@/ui/password-field';

/**
 * The scopes that are offered: what a program has use for. Names of scopes are
 * those of permissions, with a bar for the dot, which separates the levels of
 * the catalogue of texts.
 */
const scopes = [
  'policies|use',
  'policies|write',
  'vault|read',
  'vault|use',
  'vault|write',
  'iam|read',
  'audit|read',
  'workspaces|read',
] as const;

const lives = [30, 90, 180, 365];

/** Makes a personal access token, and shows its secret this once. */
export function TokenDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      // Nothing secret stays in the page.
      onExitTransitionEnd={() => setToken('')}
      closeOnClickOutside={token === ''}
      closeOnEscape={token === ''}
      withCloseButton={token === ''}
      title={token ? t('security.tokens.shownTitle') : t('security.tokens.createTitle')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {token ? (
        <Shown token={token} onClose={onClose} />
      ) : (
        <CreateForm onClose={onClose} onCreated={setToken} />
      )}
    </Modal>
  );
}

function CreateForm({ onClose, onCreated }: { onClose: () => void; onCreated: (token: string) => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const me = useQuery(meQuery);
  const hasPassword = me.data?.has_password ?? true;
  const workspaces = useQuery(workspacesQuery);
  const workspace = workspaces.data?.items.find((item) => item.id === me.data?.default_workspace_id);
  const form = useForm({
    initialValues: {
      name: '',
      scopes: ['policies|use'] as string[],
      expires_in_days: '90',
      only: false,
      current_password: '',
    },
    validate: {
      name: (value) => (value.trim() ? null : t('accounts.required')),
      scopes: (value) => (value.length > 0 ? null : t('security.tokens.scopesNone')),
      current_password: (value) => (value || !hasPassword ? null : t('accounts.required')),
    },
  });
  const create = useMutation({
    mutationFn: (values: typeof form.values) =>
      createToken({
        name: values.name.trim(),
        scopes: values.scopes.map((scope) => scope.replace('|', '.')),
        expires_in_days: Number(values.expires_in_days),
        current_password: values.current_password,
        ...(values.only && workspace ? { workspace_id: workspace.id } : {}),
      }),
    onSuccess: async (created) => {
      onCreated(created.token);
      await queryClient.invalidateQueries({ queryKey: keys.tokens });
    },
    onError: (error) => showFormError(form, error, { 'accounts.wrong_password': 'current_password' }),
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('security.tokens.name')}
          placeholder={t('security.tokens.namePlaceholder')}
          maxLength={100}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox.Group
          label={t('security.tokens.scopes')}
          description={t('security.tokens.scopesHint')}
          {...form.getInputProps('scopes')}
        >
          <Stack gap={8} mt={6}>
            {scopes.map((scope) => (
              <Checkbox key={scope} size="sm" value={scope} label={t(`security.scopes.${scope}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t('security.tokens.expires')}
          data={lives.map((count) => ({ value: String(count), label: t('security.tokens.days', { count }) }))}
          {...form.getInputProps('expires_in_days')}
        />
        {workspace && (
          <Checkbox
            label={t('security.tokens.only', { name: workspace.name })}
            {...form.getInputProps('only', { type: 'checkbox' })}
          />
        )}
        {hasPassword && (
          <PasswordField
            label={t('accounts.profile.currentPassword')}
            autoComplete="current-password"
            {...form.getInputProps('current_password')}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('security.tokens.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Shown({ token, onClose }: { token: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Text fz="sm">{t('security.tokens.shownBody')}</Text>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {token}
      </Code>
      <CopyOnce secret={token} label={t('security.tokens.copy')} copied={t('security.tokens.copied')} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('security.tokens.close')}</Button>
      </Group>
    </Stack>
  );
}
