import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconBooks } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { storePolicy, type PolicyCase } from '@/api/queries/library';
import type { PolicyType } from '@/api/queries/policies';
import { useMay } from '@/api/queries/role';
import { GuardedButton } from '@/ui/guarded-button';
import { notifyDone, showFormError } from '@/ui/notify';
import type { Draft } from './draft';
import { policyTypes } from './policy-types';
import { isDocument, suggestName } from './stored-policy';

/** Puts the draft into the workspace's library, and goes there. */
export function SaveToLibrary({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const may = useMay('policies.write');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <GuardedButton
        size="xs"
        leftSection={<IconBooks size={15} />}
        reason={may ? null : t('library.role')}
        onClick={open}
      >
        {t('library.save.button')}
      </GuardedButton>
      <StoreDialog
        opened={opened}
        onClose={close}
        document={draft.text}
        cases={draft.cases}
        policyType={draft.policyType}
        sentence={draft.generated.choices[0]?.phrase ?? ''}
      />
    </>
  );
}

/** Asks for the name and what else is said about a new policy of the library. */
export function StoreDialog({
  opened,
  onClose,
  document,
  cases = [],
  policyType,
  sentence = '',
}: {
  opened: boolean;
  onClose: () => void;
  /** The text to keep; when left out, the dialog asks for it. */
  document?: string;
  /** Cases that go with it. */
  cases?: PolicyCase[];
  policyType: PolicyType;
  /** What the policy is for, to suggest a name by. */
  sentence?: string;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={document === undefined ? 'lg' : 'md'}
      title={t(document === undefined ? 'library.new' : 'library.save.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <StoreForm
        onClose={onClose}
        given={document}
        cases={cases}
        policyType={policyType}
        sentence={sentence}
      />
    </Modal>
  );
}

const blank = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n';

function StoreForm({
  onClose,
  given,
  cases,
  policyType,
  sentence,
}: {
  onClose: () => void;
  given: string | undefined;
  cases: PolicyCase[];
  policyType: PolicyType;
  sentence: string;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: {
      name: suggestName(sentence),
      description: '',
      comment: '',
      policy_type: policyType,
      document: given ?? blank,
    },
    validate: {
      name: (value) => (value.trim() === '' ? t('library.save.nameMissing') : null),
      document: (value) => (isDocument(value) ? null : t('library.save.documentBad')),
    },
  });
  const store = useMutation({
    mutationFn: storePolicy,
    onSuccess: async (policy) => {
      await queryClient.invalidateQueries({ queryKey: keys.library });
      notifyDone(t('library.save.done', { name: policy.name }));
      onClose();
      await navigate({ to: '/policies/$id', params: { id: String(policy.id) } });
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
