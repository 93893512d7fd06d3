import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { iamUserQuery, type IamUserDetail } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { Tags } from '@/ui/aws/tags';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { Time } from '@/ui/time';
import { AccessKeys } from './access-keys';
import { NameForm } from './forms';
import { AttachedPolicies, Boundary, InlinePolicies } from './policies-parts';
import { DeleteButton, RenameButton } from './whole-buttons';

interface Detail {
  credentialId: number;
  onClose: () => void;
}

/** One IAM user with what hangs on it. */
export function UserDetail({ name, ...detail }: Detail & { name: string }) {
  const query = useQuery(iamUserQuery(detail.credentialId, name));
  return (
    <Loaded query={query} rows={9}>
      {(user) => <Content user={user} {...detail} />}
    </Loaded>
  );
}

function Content({ credentialId, user, onClose }: Detail & { user: IamUserDetail }) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  const name = user.user_name;
  const principal = { credentialId, kind: 'user', name } as const;
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <RenameButton {...principal} onApplied={onClose} />
        <DeleteButton {...principal} onApplied={onClose} />
      </Group>
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
          [t('iam.detail.created'), <Time key="created" at={user.created_at} style="local" />],
        ]}
      />
      <Part
        title={t('iam.detail.console')}
        actions={
          user.has_console_password ? (
            <>
              <StartButton make={() => plans.resetPassword(name)}>
                {t('iam.actions.resetPassword')}
              </StartButton>
              <StartButton danger make={() => plans.removePassword(name)}>
                {t('iam.actions.removePassword')}
              </StartButton>
            </>
          ) : (
            <StartButton make={() => plans.createPassword(name)}>
              {t('iam.actions.createPassword')}
            </StartButton>
          )
        }
      >
        <Text fz="sm" c="dimmed">
          {user.has_console_password ? t('iam.detail.consoleYes') : t('iam.detail.consoleNo')}
        </Text>
      </Part>
      <Part
        title={t('iam.detail.groups')}
        none={user.groups.length === 0 && t('iam.detail.noGroups')}
        actions={
          <AskButton
            title={t('iam.actions.addToGroup')}
            form={() => <NameForm label={t('iam.forms.group')} make={(group) => plans.join(group, name)} />}
          />
        }
      >
        <Entries
          items={user.groups}
          entryKey={(group) => group}
          actions={(group) => (
            <StartButton
              label={t('iam.actions.leaveOf', { name: group })}
              make={() => plans.leave(group, name)}
            >
              {t('iam.actions.remove')}
            </StartButton>
          )}
        >
          {(group) => <Text fz="sm">{group}</Text>}
        </Entries>
      </Part>
      <AttachedPolicies {...principal} policies={user.attached_policies} />
      <InlinePolicies {...principal} policies={user.inline_policies} />
      <Boundary {...principal} arn={user.permissions_boundary_arn} />
      <AccessKeys credentialId={credentialId} userName={name} />
      <Part title={t('iam.detail.mfa')} none={user.mfa_devices.length === 0 && t('iam.detail.noMfa')}>
        <Entries
          items={user.mfa_devices}
          entryKey={(device) => device.serial_number}
          actions={(device) => (
            <StartButton
              danger
              label={t('iam.actions.removeOf', { name: device.serial_number })}
              make={() => plans.removeMfa(name, device.serial_number)}
            >
              {t('iam.actions.remove')}
            </StartButton>
          )}
        >
          {(device) => (
            <>
              <Badge color="teal">MFA</Badge>
              <Text ff="monospace" fz="xs" style={{ overflowWrap: 'anywhere' }}>
                {device.serial_number}
              </Text>
              <Text fz="xs" c="dimmed">
                {t('iam.detail.mfaSince')} <Time at={device.enabled_at} />
              </Text>
            </>
          )}
        </Entries>
      </Part>
      <Tags tags={user.tags ?? {}} make={(change) => plans.tag('user', name, change)} />
    </Stack>
  );
}
