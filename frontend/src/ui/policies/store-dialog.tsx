import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { storePolicy, type PolicyCase } from '@/api/queries/library';
import type { PolicyType } from '@/api/queries/policies';
import { notifyDone, showFormError } from '@/ui/notify';
import { isDocument, suggestName } from './new-policy';
import { policyTypes } from './policy-types';

/** A policy that is to be put into the library, as far as it is known. */
export interface NewPolicy {
  /** The text to keep; when left out, the dialog asks for it. */
  document?: string;
  /** Cases that go with it. */
  cases?: PolicyCase[];
  policyType: PolicyType;
  /** What it is for, to suggest a name by. */
  sentence?: string;
  /** The name to suggest, where there is a better one than of the sentence. */
  name?: string;
  description?: string;
}

/** Asks for the name and what else is said about a new policy of the library. */
export function StoreDialog({
  opened,
  policy,
  onClose,
  onExited,
}: {
  opened: boolean;
  policy: NewPolicy | null;
  onClose: () => void;
  /** When the dialog is out of sight. */
  onExited?: () => void;
}) {
  const { t } = useTranslation();
  const asks = policy?.document === undefined;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      {...(onExited ? { onExitTransitionEnd: onExited } : {})}
      size={asks ? 'lg' : 'md'}
      title={t(asks ? 'library.new' : 'library.save.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {policy && <StoreForm policy={policy} onClose={onClose} />}
    </Modal>
  );
}

const blank = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n';

function StoreForm({ policy, onClose }: { policy: NewPolicy; onClose: () => void }) {
  const { document: given, cases = [] } = policy;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: {
      name: policy.name ?? suggestName(policy.sentence ?? ''),
      description: policy.description ?? '',
      comment: '',
      policy_type: policy.policyType,
      document: given ?? blank,
    },
    validate: {
      name: (value) => (value.trim() === '' ? t('library.save.nameMissing') : null),
      document: (value) => (isDocument(value) ? null : t('library.save.documentBad')),
    },
  });
  const store = useMutation({
    mutationFn: storePolicy,
    onSuccess: async (stored) => {
      await queryClient.invalidateQueries({ queryKey: keys.library });
      notifyDone(t('library.save.done', { name: stored.name }));
      onClose();
      await navigate({ to: '/policies/$id', params: { id: String(stored.id) } });
    },
    onError: (error) => showFormError(form, error, { 'policies.name_taken': 'name' }),
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) =>
        store.mutate({
          name: values.name.trim(),
          document: values.document,
          policy_type: values.policy_type,
          cases,
          ...(values.description.trim() ? { description: values.description.trim() } : {}),
          ...(values.comment.trim() ? { comment: values.comment.trim() } : {}),
        }),
      )}
    >
      <Stack gap="md">
        <Text fz="sm" c="dimmed">
          {t('library.save.body')}
          {cases.length > 0 && ` ${t('library.save.cases', { count: cases.length })}`}
        </Text>
        <TextInput
          label={t('library.save.name')}
          description={t('library.save.nameHint')}
          maxLength={128}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Textarea
          label={t('library.save.description')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1000}
          {...form.getInputProps('description')}
        />
        {given === undefined && (
          <>
            <Select
              label={t('library.save.type')}
              data={policyTypes.map((value) => ({ value, label: t(`policies.types.${value}`) }))}
              {...form.getInputProps('policy_type')}
            />
            <Textarea
              label={t('library.save.document')}
              autosize
              minRows={6}
              maxRows={14}
              spellCheck={false}
              ff="monospace"
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              {...form.getInputProps('document')}
            />
          </>
        )}
        <TextInput
          label={t('library.save.comment')}
          maxLength={500}
          autoComplete="off"
          {...form.getInputProps('comment')}
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
