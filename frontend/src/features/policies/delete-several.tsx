import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { deletePolicy, type StoredPolicySummary } from '@/api/queries/library';
import { BulkDialog } from '@/ui/bulk/bulk-dialog';
import { notifyDone } from '@/ui/notify';

/** Deletes several policies of the library, after naming them. */
export function DeleteSeveral({
  opened,
  policies,
  onClose,
}: {
  opened: boolean;
  policies: readonly StoredPolicySummary[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return (
    <BulkDialog
      opened={opened}
      onClose={onClose}
      danger
      title={t('library.bulk.title', { count: policies.length })}
      action={t('library.bulk.action')}
      items={policies.map(({ id, name }) => ({ key: String(id), name }))}
      run={({ key }) => deletePolicy(Number(key))}
      onDone={(done) => {
        void queryClient.invalidateQueries({ queryKey: keys.library });
        if (done > 0) notifyDone(t('library.bulk.done', { count: done }));
      }}
    >
      <Text fz="sm">{t('library.bulk.body')}</Text>
    </BulkDialog>
  );
}
