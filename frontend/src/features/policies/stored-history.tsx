import { Badge, Button, Group, Modal, Select, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import {
  restoreVersion,
  versionQuery,
  versionsQuery,
  type PolicyVersionSummary,
  type StoredPolicy,
} from '@/api/queries/library';
import { localTime } from '@/lib/format';
import { DiffView } from '@/ui/diff-view';
import { GuardedButton } from '@/ui/guarded-button';
import { notifyDone, notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { AccessChange } from './access-change';
import { FindingCounts } from './finding-counts';
import classes from './stored-history.module.css';

/** Every version, what each changed in the text and in the access, and the way back to it. */
export function StoredHistory({ policy, readOnly }: { policy: StoredPolicy; readOnly: string | null }) {
  const { t, i18n } = useTranslation();
  const history = useInfiniteQuery(versionsQuery(policy.id));
  const versions = useMemo(() => history.data?.pages.flatMap((page) => page.items) ?? [], [history.data]);
  const [chosen, choose] = useState<number | null>(null);
  if (history.isPending) return <LoadingRows rows={6} />;
  if (history.isError) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0];
  return (
    <div className={classes.columns}>
      <Panel id="versions" flush title={t('library.history.list')}>
        <ul className={classes.list}>
          {versions.map((one) => (
            <li key={one.version}>
              <UnstyledButton
                className={classes.version}
                aria-pressed={one.version === shown?.version}
                aria-label={t('library.history.show', {
                  version: one.version,
                  time: localTime(new Date(one.created_at), i18n.language),
                })}
                onClick={() => choose(one.version)}
              >
                <Group justify="space-between" gap={8} wrap="nowrap">
                  <Text fz="sm" fw={600}>
                    {t('library.policy.version', { version: one.version })}
                  </Text>
                  {one.version === policy.version && <Badge>{t('library.history.newest')}</Badge>}
                </Group>
                <Text fz="sm" {...(one.comment ? {} : { c: 'dimmed' })} lineClamp={2}>
                  {one.comment || t('library.history.noComment')}
                </Text>
                <Group gap={8} justify="space-between">
                  <Text fz="xs" c="dimmed" truncate maw="70%">
                    <Time at={one.created_at} /> {one.created_by}
                  </Text>
                  {Object.values(one.findings).some((count) => count > 0) && (
                    <FindingCounts counts={one.findings} />
                  )}
                </Group>
              </UnstyledButton>
            </li>
          ))}
        </ul>
        {history.hasNextPage && (
          <Group p="sm" justify="center">
            <Button
              size="xs"
              variant="default"
              loading={history.isFetchingNextPage}
              onClick={() => void history.fetchNextPage()}
            >
              {t('library.history.more')}
            </Button>
          </Group>
        )}
      </Panel>
      {shown && <Version key={shown.version} policy={policy} version={shown} readOnly={readOnly} />}
    </div>
  );
}

function Version({
  policy,
  version,
  readOnly,
}: {
  policy: StoredPolicy;
  version: PolicyVersionSummary;
  readOnly: string | null;
}) {
  const { t } = useTranslation();
  const [against, setAgainst] = useState<'previous' | 'newest'>('previous');
  const [asking, setAsking] = useState(false);
  const newest = version.version === policy.version;
  const other =
    against === 'newest' && !newest ? policy.version : version.version > 1 ? version.version - 1 : 0;
  // The older one stands on the left, whichever was chosen.
  const from = Math.min(other, version.version);
  const to = Math.max(other, version.version);
  return (
    <Panel
      id="version"
      title={t('library.policy.version', { version: version.version })}
      actions={
        !newest && (
          <Group gap={6}>
            <Select
              size="xs"
              w={190}
              aria-label={t('library.history.against')}
              value={against}
              onChange={(value) => setAgainst(value === 'newest' ? 'newest' : 'previous')}
              data={[
                { value: 'previous', label: t('library.history.previous') },
                { value: 'newest', label: t('library.history.newestOption') },
              ]}
            />
            <GuardedButton
              size="xs"
              variant="default"
              leftSection={<IconRestore size={15} />}
              reason={readOnly}
              onClick={() => setAsking(true)}
            >
              {t('library.history.restore')}
            </GuardedButton>
          </Group>
        )
      }
    >
      {other === 0 ? (
        <OneVersion policy={policy} version={version.version} />
      ) : (
        <TwoVersions policy={policy} from={from} to={to} />
      )}
      <Restore opened={asking} onClose={() => setAsking(false)} policy={policy} version={version.version} />
    </Panel>
  );
}

function OneVersion({ policy, version }: { policy: StoredPolicy; version: number }) {
  const { t } = useTranslation();
  const one = useQuery(versionQuery(policy.id, version));
  if (one.isPending) return <LoadingRows rows={5} />;
  if (one.isError) return <ErrorState error={one.error} onRetry={() => void one.refetch()} />;
  return (
    <Stack gap="md">
      <Text fz="sm" c="dimmed">
        {t('library.history.alone')}
      </Text>
      <DiffView
        before={one.data.document}
        after={one.data.document}
        label={t('library.history.text', { version })}
      />
    </Stack>
  );
}

function TwoVersions({ policy, from, to }: { policy: StoredPolicy; from: number; to: number }) {
  const { t } = useTranslation();
  const before = useQuery(versionQuery(policy.id, from));
  const after = useQuery(versionQuery(policy.id, to));
  const failed = [before, after].find((query) => query.isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!before.data || !after.data) return <LoadingRows rows={6} />;
  const label = t('library.history.from', { from, to });
  return (
    <Stack gap="lg">
      <AccessChange
        before={before.data.document}
        after={after.data.document}
        policyType={policy.policy_type}
      />
      <Stack gap={6}>
        <Title order={3}>{label}</Title>
        <DiffView before={before.data.document} after={after.data.document} label={label} />
      </Stack>
    </Stack>
  );
}

function Restore({
  opened,
  onClose,
  policy,
  version,
}: {
  opened: boolean;
  onClose: () => void;
  policy: StoredPolicy;
  version: number;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: () => restoreVersion(policy.id, { version, base: policy.version }),
    onSuccess: async (stored) => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: keys.library });
      notifyDone(t('library.history.restored', { version, next: stored.version }));
    },
    onError: async (error) => {
      onClose();
      notifyError(error);
      await queryClient.invalidateQueries({ queryKey: keys.library });
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('library.history.restoreTitle', { version })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack>
        <Text fz="sm">{t('library.history.restoreBody', { next: policy.version + 1 })}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button data-autofocus loading={restore.isPending} onClick={() => restore.mutate()}>
            {t('library.history.restore')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
