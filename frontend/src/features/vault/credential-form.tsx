import {
  Alert,
  Autocomplete,
  Button,
  Checkbox,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { addCredential, updateCredential, type Credential } from '@/api/queries/vault';
import { notifyDone, showFormError } from '@/ui/notify';
import { PasswordField } from '@/ui/password-field';
import {
  faultsOf,
  initialValues,
  toAddRequest,
  toUpdateRequest,
  type CredentialValues,
} from './credential-values';
import { BaseSelect } from './base-select';
import { regions } from './regions';
import { CenterForm, RoleForm } from './role-form';
import { TagsField } from './tags-field';

const kinds = ['access_key', 'assume_role', 'identity_center'] as const;

/** Adds a credential, or edits the given one. Leaving it forgets the secret fields. */
export function CredentialForm({
  opened,
  credential,
  isFirst,
  bases = [],
  onSignIn,
  onClose,
  onExited,
}: {
  opened: boolean;
  credential: Credential | null;
  /** The first credential is the default whatever one ticks. */
  isFirst: boolean;
  /** What a role can be assumed with: a new one, or the given one. */
  bases?: readonly Credential[];
  /** Called with a credential of Identity Center whose sign-in has begun. */
  onSignIn?: (credential: Credential) => void;
  onClose: () => void;
  /** After the form has faded out. */
  onExited: () => void;
}) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Credential['kind']>('access_key');
  const title = credential
    ? t('vault.form.editTitle', { label: credential.label })
    : t('vault.form.addTitle');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => {
        setKind('access_key');
        onExited();
      }}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {!credential && (
        <SegmentedControl
          fullWidth
          mb="md"
          aria-label={t('vault.form.kind')}
          value={kind}
          onChange={(value) => setKind(value)}
          data={kinds.map((value) => ({ value, label: t(`vault.form.kinds.${value}`) }))}
        />
      )}
      {credential || kind === 'access_key' ? (
        <Fields credential={credential} isFirst={isFirst} bases={bases} onClose={onClose} />
      ) : kind === 'assume_role' ? (
        <RoleForm bases={bases} onClose={onClose} />
      ) : (
        <CenterForm isFirst={isFirst} onClose={onClose} onAdded={(added) => onSignIn?.(added)} />
      )}
    </Modal>
  );
}

function Fields({
  credential,
  isFirst,
  bases,
  onClose,
}: {
  credential: Credential | null;
  isFirst: boolean;
  bases: readonly Credential[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm<CredentialValues>({
    initialValues: initialValues(credential, isFirst),
    validate: (values) =>
      Object.fromEntries(
        Object.entries(faultsOf(values)).map(([field, fault]) => [field, t(`vault.form.${fault}`)]),
      ),
  });
  const save = useMutation({
    mutationFn: (values: CredentialValues) =>
      credential
        ? updateCredential(credential.id, toUpdateRequest(values, credential))
        : addCredential(toAddRequest(values)),
    // The secrets are wanted no longer than the request takes.
    gcTime: 0,
    onSuccess: async (saved) => {
      form.reset();
      await queryClient.invalidateQueries({ queryKey: keys.credentials });
      notifyDone(t(credential ? 'vault.form.saved' : 'vault.form.added', { label: saved.label }));
      onClose();
    },
    onError: (error) =>
      showFormError(form, error, { 'vault.label_taken': 'label', 'vault.bad_base': 'base_credential_id' }),
  });
  const { replace_key: replacing, access_key_id: key } = form.values;
  const temporary = key.trim().startsWith('ASIA');

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
        <TextInput
          label={t('vault.form.label')}
          description={t('vault.form.labelHint')}
          maxLength={100}
          data-autofocus
          autoComplete="off"
          required
          withAsterisk={false}
          {...form.getInputProps('label')}
        />
        {credential?.kind === 'access_key' && (
          <Switch
            label={t('vault.form.replaceKey')}
            description={t('vault.form.replaceHint', { preview: credential.access_key_id_preview })}
            {...form.getInputProps('replace_key', { type: 'checkbox' })}
          />
        )}
        {credential?.kind === 'assume_role' && (
          <BaseSelect bases={bases} {...form.getInputProps('base_credential_id')} />
        )}
        {replacing && (
          <>
            <TextInput
              label={t('vault.form.accessKeyId')}
              description={t('vault.form.accessKeyHint')}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={128}
              required
              withAsterisk={false}
              {...form.getInputProps('access_key_id')}
            />
            <PasswordField
              label={t('vault.form.secret')}
              // "off" is ignored on password fields; this keeps managers from filling in a log-in password.
              autoComplete="new-password"
              maxLength={256}
              required
              {...form.getInputProps('secret_access_key')}
            />
            {temporary && (
              <PasswordField
                label={t('vault.form.sessionToken')}
                description={t('vault.form.sessionTokenHint')}
                autoComplete="new-password"
                maxLength={8192}
                {...form.getInputProps('session_token')}
              />
            )}
          </>
        )}
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <Autocomplete
            label={t('vault.form.region')}
            data={regions}
            limit={12}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('aws_region')}
          />
          <TextInput
            label={t('vault.form.account')}
            placeholder="1234 5678 9012"
            inputMode="numeric"
            autoComplete="off"
            aria-description={t('vault.form.accountHint')}
            {...form.getInputProps('aws_account_id')}
          />
        </Group>
        {(!credential || credential.kind === 'access_key') && !temporary && (
          <TextInput
            label={t('vault.form.mfaSerial')}
            description={t('vault.form.mfaSerialKeyHint')}
            spellCheck={false}
            autoComplete="off"
            maxLength={256}
            {...form.getInputProps('mfa_serial')}
          />
        )}
        <TagsField {...form.getInputProps('tags')} />
        {!credential && !isFirst && (
          <Checkbox
            label={t('vault.form.isDefault')}
            {...form.getInputProps('is_default', { type: 'checkbox' })}
          />
        )}
        {!credential && (
          <Alert variant="light" icon={<IconInfoCircle size={18} />} py="xs">
            <Text fz="sm">{t('vault.form.leastPrivilege')}</Text>
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {credential ? t('vault.form.save') : t('vault.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
