import { Alert, Badge, Drawer, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { iamUserQuery, type IamUserDetail } from '@/api/queries/iam';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';

/** One IAM user with what hangs on it. */
export function UserDrawer({
  credentialId,
  userName,
  onClose,
}: {
  credentialId: number;
  userName: string | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={userName !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={
        <Text fw={600} fz="lg" truncate>
          {userName}
        </Text>
      }
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {userName && <Detail credentialId={credentialId} userName={userName} />}
    </Drawer>
  );
}

function Detail({ credentialId, userName }: { credentialId: number; userName: string }) {
  const user = useQuery(iamUserQuery(credentialId, userName));
  if (user.isPending) return <LoadingRows rows={9} />;
  if (user.isError) return <ErrorState error={user.error} onRetry={() => void user.refetch()} />;
  return <Content user={user.data} />;
}

function Content({ user }: { user: IamUserDetail }) {
  const { t } = useTranslation();
  const tags = Object.entries(user.tags ?? {});
  return (
    <Stack gap="lg">
      {user.has_console_password && user.mfa_devices.length === 0 && (
        <Alert color="orange" icon={<IconShieldExclamation size={18} />} title={t('iam.detail.noMfa')}>
          {t('iam.detail.noMfaRisk')}
        </Alert>
      )}
      <Facts
        facts={[
          [t('iam.detail.arn'), <Arn key="arn" arn={user.arn} />],
          [
            t('iam.detail.id'),
            <Text key="id" ff="monospace" fz="xs">
              {user.user_id}
            </Text>,
          ],
          [
            t('iam.detail.path'),
            <Text key="path" ff="monospace" fz="xs">
              {user.path}
            </Text>,
          ],
          [t('iam.detail.created'), <Time key="created" at={user.created_at} style="local" />],
          [
            t('iam.detail.console'),
            user.has_console_password ? t('iam.detail.consoleYes') : t('iam.detail.consoleNo'),
          ],
          [
            t('iam.detail.boundary'),
            user.permissions_boundary_arn ? (
              <Arn key="boundary" arn={user.permissions_boundary_arn} />
            ) : (
              t('iam.detail.noBoundary')
            ),
          ],
        ]}
      />
      <Part title={t('iam.detail.groups')} none={user.groups.length === 0 && t('iam.detail.noGroups')}>
        <Group gap={6}>
          {user.groups.map((name) => (
            <Badge key={name} color="gray">
              {name}
            </Badge>
          ))}
        </Group>
      </Part>
      <Part
        title={t('iam.detail.policies')}
        none={user.attached_policies.length === 0 && t('iam.detail.noPolicies')}
      >
        <Stack gap={4}>
          {user.attached_policies.map((policy) => (
            <div key={policy.arn}>
              <Text fz="sm" fw={550}>
                {policy.name}
              </Text>
              <Group c="dimmed" miw={0}>
                <Arn arn={policy.arn} />
              </Group>
            </div>
          ))}
        </Stack>
      </Part>
      <Part
        title={t('iam.detail.inline')}
        none={user.inline_policies.length === 0 && t('iam.detail.noInline')}
      >
        <Group gap={6}>
          {user.inline_policies.map((name) => (
            <Badge key={name} color="gray">
              {name}
            </Badge>
          ))}
        </Group>
      </Part>
      <Part title={t('iam.detail.keys')} none={user.access_keys.length === 0 && t('iam.detail.noKeys')}>
        <Stack gap={6}>
          {user.access_keys.map((key) => (
            <Group key={key.access_key_id} gap="sm">
              <Text ff="monospace" fz="xs">
                {key.access_key_id}
              </Text>
              <Badge color={key.status === 'Active' ? 'teal' : 'gray'}>
                {key.status === 'Active' ? t('iam.detail.active') : t('iam.detail.inactive')}
              </Badge>
              <Text fz="xs" c="dimmed">
                {t('iam.detail.keyAge')} <Time at={key.created_at} />
              </Text>
            </Group>
          ))}
        </Stack>
      </Part>
      <Part title={t('iam.detail.mfa')} none={user.mfa_devices.length === 0 && t('iam.detail.noMfa')}>
        <Stack gap={6}>
          {user.mfa_devices.map((device) => (
            <Group key={device.serial_number} gap="sm">
              <Text ff="monospace" fz="xs" style={{ overflowWrap: 'anywhere' }}>
                {device.serial_number}
              </Text>
              <Text fz="xs" c="dimmed">
                {t('iam.detail.mfaSince')} <Time at={device.enabled_at} />
              </Text>
            </Group>
          ))}
        </Stack>
      </Part>
      <Part title={t('iam.detail.tags')} none={tags.length === 0 && t('iam.detail.noTags')}>
        <Table fz="sm" withRowBorders={false} verticalSpacing={3} aria-label={t('iam.detail.tags')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="40%">{t('iam.detail.tagKey')}</Table.Th>
              <Table.Th>{t('iam.detail.tagValue')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tags.map(([key, value]) => (
              <Table.Tr key={key}>
                <Table.Td>{key}</Table.Td>
                <Table.Td>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Part>
    </Stack>
  );
}

function Part({ title, none, children }: { title: string; none: string | false; children: ReactNode }) {
  return (
    <Stack gap={6} component="section">
      <Title order={3}>{title}</Title>
      {none ? (
        <Text fz="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        children
      )}
    </Stack>
  );
}
