import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { storePolicy } from '@/api/queries/library';
import type { UsageStage } from '@/api/queries/usage';
import { notifyDone, showFormError } from '@/ui/notify';

/** A proposal that is to be kept, and where it is from. */
export interface StageToStore {
  principal: string;
  policy: string;
  stage: UsageStage;
}

/** Keeps a proposal as a policy of the library, and goes there. */
export function StoreStageDialog({
  opened,
  about,
  onClose,
  onExited,
}: {
  opened: boolean;
  about: StageToStore | null;
  onClose: () => void;
  onExited: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={onExited}
      title={t('usage.store.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {about && <Form about={about} onClose={onClose} />}
    </Modal>
  );
}

function Form({ about, onClose }: { about: StageToStore; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const last = (text: string) => text.split('/').pop() ?? text;
  const form = useForm({
    initialValues: { name: `${last(about.policy)}-used-${about.stage.stage}`.slice(0, 128) },
    validate: { name: (value) => (value.trim() === '' ? t('library.save.nameMissing') : null) },
  });
  const store = useMutation({
    mutationFn: (name: string) =>
      storePolicy({
        name,
        document: about.stage.document,
        policy_type: 'identity',
        description: t('usage.store.description', { policy: about.policy, principal: about.principal }),
      }),
    onSuccess: async (policy) => {
      await queryClient.invalidateQueries({ queryKey: keys.library });
      notifyDone(t('library.save.done', { name: policy.name }));
      onClose();
      await navigate({ to: '/policies/$id', params: { id: String(policy.id) } });
    },
    onError: (error) => showFormError(form, error, { 'policies.name_taken': 'name' }),
  });
  return (
    <form noValidate onSubmit={form.onSubmit(({ name }) => store.mutate(name.trim()))}>
      <Stack gap="md">
        <Text fz="sm" c="dimmed">
          {t('usage.store.body')}
        </Text>
        <TextInput
          label={t('library.save.name')}
          maxLength={128}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={store.isPending}>
            {t('library.save.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
