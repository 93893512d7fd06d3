import { ActionIcon, Button, Group, Loader, Select, Text, Tooltip } from '@mantine/core';
import { IconRefresh, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { outlineQuery, readAgain, type AccessSource } from '@/api/queries/access';
import { keys } from '@/api/queries/keys';
import type { AccountSnapshot } from '@/api/queries/snapshots';
import type { Credential } from '@/api/queries/vault';
import { groupAccountId, wholeNumber } from '@/lib/format';
import { AccountId } from '@/ui/identifiers';
import { notifyError } from '@/ui/notify';
import { Panel } from '@/ui/panel';
import { Time } from '@/ui/time';
import { keptAccount, keptLabel, type LoadedSnapshot } from './source';

/** Which account is asked about, what is known of it, and since when. */
export function SourceBar({
  value,
  source,
  credentials,
  loaded,
  kept,
  mayRead,
  onChange,
  onLoad,
}: {
  value: string | null;
  source: AccessSource | null;
  credentials: readonly Credential[];
  loaded: LoadedSnapshot | null;
  /** What audits have kept. */
  kept: readonly AccountSnapshot[];
  /** Whether one's role may read AWS accounts. */
  mayRead: boolean;
  onChange: (value: string) => void;
  onLoad: () => void;
}) {
  const { t, i18n } = useTranslation();
  return (
    <Panel>
      <Group gap="md" align="flex-end">
        <Select
          label={t('access.source.label')}
          placeholder={t('access.source.start')}
          w={350}
          value={value}
          onChange={(next) => next && onChange(next)}
          data={[
            ...credentials.map(({ id, label, aws_account_id: account }) => ({
              value: String(id),
              label: account ? `${label} · ${groupAccountId(account)}` : label,
            })),
            ...(loaded
              ? [{ value: 'snapshot', label: t('access.source.snapshot', { name: loaded.name }) }]
              : []),
            { value: 'sample', label: t('access.source.sample') },
            ...(kept.length > 0
              ? [
                  {
                    group: t('access.source.kept'),
                    items: kept.map((one) => ({
                      value: keptAccount(one.id),
                      label: keptLabel(one, i18n.language),
                    })),
                  },
                ]
              : []),
          ]}
        />
        <Button variant="default" leftSection={<IconUpload size={15} />} onClick={onLoad}>
          {t('access.source.load')}
        </Button>
        {source && <Known source={source} sample={value === 'sample'} />}
      </Group>
      {!mayRead && (
        <Text fz="xs" c="dimmed" mt={8}>
          {t('access.source.noRights')}
        </Text>
      )}
    </Panel>
  );
}

function Known({ source, sample }: { source: AccessSource; sample: boolean }) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const outline = useQuery(outlineQuery(source));
  const again = useMutation({
    mutationFn: () => readAgain(source),
    onSuccess: async (fresh) => {
      queryClient.setQueryData(outlineQuery(source).queryKey, fresh);
      await queryClient.invalidateQueries({
        queryKey: [...keys.access, source.key],
        predicate: ({ queryKey }) => queryKey[2] !== 'outline',
      });
    },
    onError: notifyError,
  });
  if (outline.isPending) {
    return (
      <Group gap={8} h={36} role="status">
        <Loader size={15} />
        <Text fz="sm" c="dimmed">
          {t('access.source.reading')}
        </Text>
      </Group>
    );
  }
  if (outline.isError) return null;
  const { account, principals, read_at: readAt } = outline.data;
  const users = principals.filter(({ type }) => type === 'user').length;
  const roles = principals.length - users;
  const count = (n: number) => ({ count: n, formatted: wholeNumber(n, i18n.language) });
  return (
    <Group gap={12} mih={36} fz="sm" c="dimmed">
      <AccountId id={account} />
      <Text component="span" fz="sm">
        {t('access.source.users', count(users))}, {t('access.source.roles', count(roles))}
      </Text>
      {sample && (
        <Text component="span" fz="sm">
          {t('access.source.sampleNote')}
        </Text>
      )}
      {source.kind === 'kept' && <Time at={readAt} style="local" />}
      {source.kind === 'credential' && (
        <Group gap={4} wrap="nowrap">
          <Time at={readAt} />
          <Tooltip label={t('access.source.refresh')}>
            <ActionIcon
              aria-label={t('access.source.refresh')}
              loading={again.isPending}
              onClick={() => again.mutate()}
            >
              <IconRefresh size={15} />
            </ActionIcon>
          </Tooltip>
        </Group>
      )}
    </Group>
  );
}
