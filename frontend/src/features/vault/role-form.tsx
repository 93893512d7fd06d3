import { Alert, Autocomplete, Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { addIdentityCenter, addRole, signInQuery, type Credential } from '@/api/queries/vault';
import { notifyDone, showFormError } from '@/ui/notify';
import { BaseSelect } from './base-select';
import { regions } from './regions';
import {
  centerFaults,
  isChained,
  roleFaults,
  toCenterRequest,
  toRoleRequest,
  type CenterValues,
  type RoleValues,
} from './role-values';
import { TagsField } from './tags-field';

const mono = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } };

/** Adds a role that is assumed with another credential of the workspace. */
export function RoleForm({ bases, onClose }: { bases: readonly Credential[]; onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm<RoleValues>({
    initialValues: {
      label: '',
      base_credential_id: String(bases.find((base) => base.is_default)?.id ?? bases[0]?.id ?? ''),
      role_arn: '',
      external_id: '',
      duration_seconds: '3600',
      mfa_serial: '',
      is_default: false,
      tags: [],
    },
    validate: (values) =>
      Object.fromEntries(
        Object.entries(roleFaults(values)).map(([field, fault]) => [field, t(`vault.form.${fault}`)]),
      ),
  });
  const save = useMutation({
    mutationFn: (values: RoleValues) => addRole(toRoleRequest(values)),
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: keys.credentials });
      notifyDone(t('vault.form.added', { label: saved.label }));
      onClose();
    },
    onError: (error) => showFormError(form, error, { 'vault.label_taken': 'label' }),
  });
  const chained = isChained(bases.find((base) => String(base.id) === form.values.base_credential_id));
  if (bases.length === 0)
    return (
      <Alert icon={<IconInfoCircle size={18} />}>
        <Text fz="sm">{t('vault.form.noBase')}</Text>
      </Alert>
    );
  return (
    <form
      autoComplete="off"
      noValidate
      onSubmit={form.onSubmit(
        (values) => save.mutate(values),
        (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
      )}
    >
      <Stack gap="md">
        <LabelField {...form.getInputProps('label')} />
        <BaseSelect
          bases={bases}
          {...form.getInputProps('base_credential_id')}
          onChange={(value: string | null) => {
            form.setFieldValue('base_credential_id', value ?? '');
            if (isChained(bases.find((base) => String(base.id) === value)))
              form.setValues({ duration_seconds: '3600', mfa_serial: '' });
          }}
        />
        <TextInput
          label={t('vault.form.roleArn')}
          placeholder="arn:aws:iam::123456789012:role/Auditor"
          styles={mono}
          spellCheck={false}
          maxLength={2048}
          required
          withAsterisk={false}
          {...form.getInputProps('role_arn')}
        />
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <TextInput
            label={t('vault.form.externalId')}
            description={t('vault.form.externalIdHint')}
            spellCheck={false}
            maxLength={1224}
            {...form.getInputProps('external_id')}
          />
          <Select
            label={t('vault.form.duration')}
            description={t(chained ? 'vault.form.durationChained' : 'vault.form.durationHint')}
            data={(chained ? [1] : [1, 2, 4, 8, 12]).map((hours) => ({
              value: String(hours * 3600),
              label: t('vault.form.durationHours', { count: hours }),
            }))}
            allowDeselect={false}
            {...form.getInputProps('duration_seconds')}
          />
        </Group>
        {!chained && (
          <TextInput
            label={t('vault.form.mfaSerial')}
            description={t('vault.form.mfaSerialHint')}
            spellCheck={false}
            maxLength={256}
            {...form.getInputProps('mfa_serial')}
          />
        )}
        <TagsField {...form.getInputProps('tags')} />
        <Checkbox
          label={t('vault.form.isDefault')}
          {...form.getInputProps('is_default', { type: 'checkbox' })}
        />
        <Buttons busy={save.isPending} action={t('vault.add')} onClose={onClose} />
      </Stack>
    </form>
  );
}

/** Adds a role of IAM Identity Center and begins the sign-in. */
export function CenterForm({
  isFirst,
  onClose,
  onAdded,
}: {
  isFirst: boolean;
  onClose: () => void;
  onAdded: (credential: Credential) => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm<CenterValues>({
    initialValues: {
      label: '',
      start_url: '',
      sso_region: 'us-east-1',
      account_id: '',
      role_name: '',
      is_default: isFirst,
      tags: [],
    },
    validate: (values) =>
      Object.fromEntries(
        Object.entries(centerFaults(values)).map(([field, fault]) => [field, t(`vault.form.${fault}`)]),
      ),
  });
  const save = useMutation({
    mutationFn: (values: CenterValues) => addIdentityCenter(toCenterRequest(values)),
    onSuccess: async ({ credential, sign_in }) => {
      queryClient.setQueryData(signInQuery(credential.id).queryKey, sign_in);
      await queryClient.invalidateQueries({ queryKey: keys.credentials, exact: true });
      onClose();
      onAdded(credential);
    },
    onError: (error) => showFormError(form, error, { 'vault.label_taken': 'label' }),
  });
  return (
    <form
      autoComplete="off"
      noValidate
      onSubmit={form.onSubmit(
        (values) => save.mutate(values),
        (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
      )}
    >
      <Stack gap="md">
        <LabelField {...form.getInputProps('label')} />
        <TextInput
          label={t('vault.form.startUrl')}
          description={t('vault.form.startUrlHint')}
          placeholder="https://d-1234567890.awsapps.com/start"
          inputMode="url"
          spellCheck={false}
          maxLength={512}
          required
          withAsterisk={false}
          {...form.getInputProps('start_url')}
        />
        <Autocomplete
          label={t('vault.form.ssoRegion')}
          data={regions}
          limit={12}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('sso_region')}
        />
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <TextInput
            label={t('vault.form.account')}
            placeholder="1234 5678 9012"
            inputMode="numeric"
            autoComplete="off"
            aria-description={t('vault.form.accountLater')}
            {...form.getInputProps('account_id')}
          />
          <TextInput
            label={t('vault.form.roleName')}
            spellCheck={false}
            maxLength={64}
            aria-description={t('vault.form.accountLater')}
            {...form.getInputProps('role_name')}
          />
        </Group>
        <Text fz="xs" c="dimmed" mt={-8}>
          {t('vault.form.accountLater')}
        </Text>
        <TagsField {...form.getInputProps('tags')} />
        {!isFirst && (
          <Checkbox
            label={t('vault.form.isDefault')}
            {...form.getInputProps('is_default', { type: 'checkbox' })}
          />
        )}
        <Buttons busy={save.isPending} action={t('vault.form.continue')} onClose={onClose} />
      </Stack>
    </form>
  );
}

function LabelField(props: Record<string, unknown>) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('vault.form.label')}
      description={t('vault.form.labelHint')}
      maxLength={100}
      autoComplete="off"
      data-autofocus
      required
      withAsterisk={false}
      {...props}
    />
  );
}

function Buttons({ busy, action, onClose }: { busy: boolean; action: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onClose}>
        {t('ui.cancel')}
      </Button>
      <Button type="submit" loading={busy}>
        {action}
      </Button>
    </Group>
  );
}
