import { Alert, Button, Group, Modal, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/api/errors';
import { keys } from '@/api/queries/keys';
import { addVersion, caseRunQuery, storedPolicyQuery, type StoredPolicy } from '@/api/queries/library';
import { DiffView } from '@/ui/diff-view';
import { notifyDone, notifyError } from '@/ui/notify';
import { AccessChange } from './access-change';

/** Shows what a new version changes, asks why, and stores it. */
export function SaveVersion({
  opened,
  onClose,
  policy,
  before,
  text,
  base,
  onSaved,
  onConflict,
}: {
  opened: boolean;
  onClose: () => void;
  policy: StoredPolicy;
  /** The text of the version that was edited. */
  before: string;
  text: string;
  base: number;
  onSaved: () => void;
  /** Somebody has stored another version since. */
  onConflict: () => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [comment, setComment] = useState('');
  const run = useQuery({
    ...caseRunQuery(policy.id, text, policy.case_list),
    enabled: opened && policy.case_list.length > 0,
  });
  const save = useMutation({
    mutationFn: () =>
      addVersion(policy.id, { document: text, base, ...(comment.trim() ? { comment: comment.trim() } : {}) }),
    onSuccess: async (stored) => {
      await queryClient.fetchQuery({ ...storedPolicyQuery(policy.id), staleTime: 0 });
      onSaved();
      setComment('');
      onClose();
      notifyDone(t('library.policy.saved', { version: stored.version }));
      await queryClient.invalidateQueries({ queryKey: keys.library });
    },
    onError: async (error) => {
      if (toApiError(error).code !== 'policies.not_newest') {
        notifyError(error);
        return;
      }
      await queryClient.fetchQuery({ ...storedPolicyQuery(policy.id), staleTime: 0 }).catch(() => undefined);
      onClose();
      onConflict();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t('library.policy.saveTitle', { version: base + 1 })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <AccessChange before={before} after={text} policyType={policy.policy_type} />
          {run.data && run.data.failed > 0 && (
            <Alert color="orange" icon={<IconFlask size={18} />}>
              {t('library.policy.failing', { count: run.data.failed })}
            </Alert>
          )}
          <Textarea
            label={t('library.policy.saveComment')}
            description={t('library.policy.saveCommentHint')}
            autosize
            minRows={2}
            maxRows={5}
            maxLength={500}
            data-autofocus
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Stack gap={6}>
            <Title order={3}>{t('library.policy.lineDiff')}</Title>
            <DiffView before={before} after={text} label={t('library.policy.lineDiff')} />
          </Stack>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('ui.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('library.policy.save')}
            </Button>
          </Group>
          {save.isPending && <Text className="words-only">{t('ui.loading')}</Text>}
        </Stack>
      </form>
    </Modal>
  );
}
