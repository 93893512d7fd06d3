import { Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accessKeysQuery, type IamAccessKey } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { Part, StartButton } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { Time } from '@/ui/time';

/** The access keys of a user: AWS allows two, so that one can be replaced while the other works. */
export function AccessKeys({ credentialId, userName }: { credentialId: number; userName: string }) {
  const { t } = useTranslation();
  const query = useQuery(accessKeysQuery(credentialId, userName));
  const keys = query.data?.items ?? [];
  return (
    <Part
      title={t('iam.detail.keys')}
      none={query.isSuccess && keys.length === 0 && t('iam.detail.noKeys')}
      actions={
        query.isSuccess &&
        keys.length === 0 && (
          <StartButton make={() => iamPlans(credentialId).createKey(userName)}>
            {t('iam.actions.createKey')}
          </StartButton>
        )
      }
    >
      <Loaded query={query} rows={2}>
        {() => (
          <Stack gap="sm">
            {keys.map((key) => (
              <Key
                key={key.access_key_id}
                credentialId={credentialId}
                userName={userName}
                item={key}
                alone={keys.length === 1}
              />
            ))}
          </Stack>
        )}
      </Loaded>
    </Part>
  );
}

function Key({
  credentialId,
  userName,
  item,
  alone,
}: {
  credentialId: number;
  userName: string;
  item: IamAccessKey;
  /** There is room for a second key. */
  alone: boolean;
}) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  const id = item.access_key_id;
  const active = item.status === 'Active';
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <Text ff="monospace" fz="xs">
          {id}
        </Text>
        <Badge color={active ? 'teal' : 'gray'}>
          {active ? t('iam.detail.active') : t('iam.detail.inactive')}
        </Badge>
        <Text fz="xs" c="dimmed">
          {t('iam.detail.keyAge')} <Time at={item.created_at} /> ·{' '}
          {item.last_used_at ? (
            <>
              {t('iam.detail.lastUsed', { service: item.last_used_service })} <Time at={item.last_used_at} />
            </>
          ) : (
            t('iam.detail.neverUsed')
          )}
        </Text>
      </Group>
      <Group gap={6}>
        {alone && (
          <StartButton
            label={t('iam.actions.rotateOf', { id })}
            make={() => plans.rotateKey(userName, id, 'create')}
          >
            {t('iam.actions.rotate')}
          </StartButton>
        )}
        <StartButton
          label={t(active ? 'iam.actions.deactivateOf' : 'iam.actions.activateOf', { id })}
          make={() => plans.switchKey(userName, id, active ? 'Inactive' : 'Active')}
        >
          {t(active ? 'iam.actions.deactivate' : 'iam.actions.activate')}
        </StartButton>
        <StartButton
          danger
          label={t('iam.actions.deleteOf', { name: id })}
          make={() => plans.removeKey(userName, id)}
        >
          {t('iam.actions.delete')}
        </StartButton>
      </Group>
      {alone && active && (
        <Text fz="xs" c="dimmed">
          {t('iam.detail.rotateHint')}
        </Text>
      )}
    </Stack>
  );
}
