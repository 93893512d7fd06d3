import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import {
  deletePolicy,
  libraryQuery,
  storedPolicyQuery,
  updatePolicy,
  type StoredPolicy,
} from '@/api/queries/library';
import { ConfirmByName } from '@/ui/confirm-by-name';
import { notifyDone, notifyError, showFormError } from '@/ui/notify';
import type { Dialog } from '@/ui/use-dialog';

/** Changes what a policy is called and what is said about it. */
export function PolicyDetails({ dialog }: { dialog: Dialog<StoredPolicy> }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={dialog.opened}
      onClose={dialog.close}
      onExitTransitionEnd={dialog.onExited}
      title={t('library.policy.detailsTitle')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {dialog.about && <DetailsForm policy={dialog.about} onClose={dialog.close} />}
    </Modal>
  );
}

function DetailsForm({ policy, onClose }: { policy: StoredPolicy; onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: policy.name, description: policy.description },
    validate: { name: (value) => (value.trim() === '' ? t('library.save.nameMissing') : null) },
  });
  const save = useMutation({
    mutationFn: (values: { name: string; description: string }) =>
      updatePolicy(policy.id, { name: values.name.trim(), description: values.description.trim() }),
    onSuccess: async (changed) => {
      queryClient.setQueryData(storedPolicyQuery(policy.id).queryKey, changed);
      await queryClient.invalidateQueries({ queryKey: libraryQuery.queryKey });
      notifyDone(t('library.policy.detailsDone'));
      onClose();
    },
    onError: (error) => showFormError(form, error, { 'policies.name_taken': 'name' }),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="md">
        <TextInput
          label={t('library.save.name')}
          maxLength={128}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Textarea
          label={t('library.save.description')}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={1000}
          {...form.getInputProps('description')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('library.policy.detailsSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Deletes a policy with its history, after its name has been typed. */
export function DeletePolicy({ dialog }: { dialog: Dialog<StoredPolicy> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const policy = dialog.about;
  const remove = useMutation({
    mutationFn: (gone: StoredPolicy) => deletePolicy(gone.id),
    onSuccess: async (_, gone) => {
      notifyDone(t('library.policy.deleted', { name: gone.name }));
      await navigate({ to: '/policies', replace: true });
      queryClient.removeQueries({ queryKey: [...keys.library, gone.id] });
      await queryClient.invalidateQueries({ queryKey: libraryQuery.queryKey });
    },
    onError: notifyError,
  });
  return (
    <ConfirmByName
      opened={dialog.opened}
      onClose={dialog.close}
      onExited={dialog.onExited}
      title={t('library.policy.deleteTitle')}
      name={policy?.name ?? ''}
      action={t('library.policy.deleteAction')}
      busy={remove.isPending}
      onConfirm={() => policy && remove.mutate(policy)}
    >
      <Stack gap={6}>
        <Text fz="sm">
          {t('library.policy.deleteBody', { name: policy?.name ?? '', count: policy?.version ?? 1 })}
        </Text>
        <Text fz="sm" c="dimmed">
          {t('library.policy.deleteAws')}
        </Text>
      </Stack>
    </ConfirmByName>
  );
}
