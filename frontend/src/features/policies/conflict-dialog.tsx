import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { storedPolicyQuery, type StoredPolicy } from '@/api/queries/library';
import { DiffView } from '@/ui/diff-view';
import { ErrorState, LoadingRows } from '@/ui/states';
import { AccessChange } from './access-change';

/** Two people have edited the same version: shows both, and lets the second one choose. */
export function ConflictDialog({
  opened,
  onClose,
  policyId,
  base,
  text,
  onMine,
  onTheirs,
}: {
  opened: boolean;
  onClose: () => void;
  policyId: number;
  base: number;
  text: string;
  onMine: (newest: StoredPolicy) => void;
  onTheirs: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t('library.conflict.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Content {...{ policyId, base, text, onMine, onTheirs, onClose }} />
    </Modal>
  );
}

function Content({
  policyId,
  base,
  text,
  onMine,
  onTheirs,
  onClose,
}: {
  policyId: number;
  base: number;
  text: string;
  onMine: (newest: StoredPolicy) => void;
  onTheirs: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const newest = useQuery(storedPolicyQuery(policyId));
  if (newest.isPending) return <LoadingRows rows={4} />;
  if (newest.isError) return <ErrorState error={newest.error} onRetry={() => void newest.refetch()} />;
  const theirs = newest.data;
  return (
    <Stack gap="md">
      <Text fz="sm">
        {t('library.conflict.body', {
          version: theirs.version,
          base,
          who: theirs.updated_by || t('library.conflict.somebody'),
        })}
      </Text>
      <AccessChange before={theirs.document} after={text} policyType={theirs.policy_type} />
      <Stack gap={6}>
        <Title order={3}>{t('library.conflict.diff')}</Title>
        <DiffView before={theirs.document} after={text} label={t('library.conflict.diff')} />
      </Stack>
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t('library.conflict.later')}
        </Button>
        <Button variant="default" onClick={onTheirs}>
          {t('library.conflict.theirs')}
        </Button>
        <Button onClick={() => onMine(theirs)}>{t('library.conflict.mine')}</Button>
      </Group>
    </Stack>
  );
}
