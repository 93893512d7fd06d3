import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { iamUserQuery, type IamUserDetail } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { usePlanner } from '@/ui/plans/planner';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { AccessKeys } from './access-keys';
import { DetailDrawer, Part, PlanButton } from './detail';
import { NameForm } from './forms';
import { AttachedPolicies, Boundary, InlinePolicies, Tags } from './policies-parts';

/** One IAM user with what hangs on it. */
export function UserDrawer({
  credentialId,
  name,
  onClose,
}: {
  credentialId: number;
  name: string | null;
  onClose: () => void;
}) {
  return (
    <DetailDrawer name={name} onClose={onClose}>
      {name && <Detail credentialId={credentialId} name={name} onClose={onClose} />}
    </DetailDrawer>
  );
}

function Detail({
  credentialId,
  name,
  onClose,
}: {
  credentialId: number;
  name: string;
  onClose: () => void;
}) {
  const user = useQuery(iamUserQuery(credentialId, name));
  if (user.isPending) return <LoadingRows rows={9} />;
  if (user.isError) return <ErrorState error={user.error} onRetry={() => void user.refetch()} />;
  return <Content credentialId={credentialId} user={user.data} onClose={onClose} />;
}

function Content({
  credentialId,
  user,
  onClose,
}: {
  credentialId: number;
  user: IamUserDetail;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const plans = iamPlans(credentialId);
  const name = user.user_name;
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <PlanButton
          onClick={() =>
            planner.ask(
              t('iam.actions.renameOf', { name }),
              <NameForm
                label={t('iam.forms.newName')}
                value={name}
                make={(newName) => plans.rename('user', name, newName, '')}
                onApplied={onClose}
              />,
            )
          }
        >
          {t('iam.actions.rename')}
        </PlanButton>
        <PlanButton
          danger
          onClick={() =>
            planner.start({
              make: () => plans.remove('user', name, false),
              force: () => plans.remove('user', name, true),
              onApplied: onClose,
            })
          }
        >
          {t('iam.actions.deleteUser')}
        </PlanButton>
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
              <PlanButton onClick={() => planner.start({ make: () => plans.resetPassword(name) })}>
                {t('iam.actions.resetPassword')}
              </PlanButton>
              <PlanButton danger onClick={() => planner.start({ make: () => plans.removePassword(name) })}>
                {t('iam.actions.removePassword')}
              </PlanButton>
            </>
          ) : (
            <PlanButton onClick={() => planner.start({ make: () => plans.createPassword(name) })}>
              {t('iam.actions.createPassword')}
            </PlanButton>
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
          <PlanButton
            onClick={() =>
              planner.ask(
                t('iam.actions.addToGroup'),
                <NameForm label={t('iam.forms.group')} make={(group) => plans.join(group, name)} />,
              )
            }
          >
            {t('iam.actions.addToGroup')}
          </PlanButton>
        }
      >
        <Stack gap={4}>
          {user.groups.map((group) => (
            <Group key={group} justify="space-between">
              <Text fz="sm">{group}</Text>
              <PlanButton
                label={t('iam.actions.leaveOf', { name: group })}
                onClick={() => planner.start({ make: () => plans.leave(group, name) })}
              >
                {t('iam.actions.remove')}
              </PlanButton>
            </Group>
          ))}
        </Stack>
      </Part>
      <AttachedPolicies
        credentialId={credentialId}
        kind="user"
        name={name}
        policies={user.attached_policies}
      />
      <InlinePolicies credentialId={credentialId} kind="user" name={name} policies={user.inline_policies} />
      <Boundary credentialId={credentialId} kind="user" name={name} arn={user.permissions_boundary_arn} />
      <AccessKeys credentialId={credentialId} userName={name} />
      <Part title={t('iam.detail.mfa')} none={user.mfa_devices.length === 0 && t('iam.detail.noMfa')}>
        <Stack gap={6}>
          {user.mfa_devices.map((device) => (
            <Group key={device.serial_number} gap="sm" justify="space-between">
              <Group gap="sm">
                <Badge color="teal">MFA</Badge>
                <Text ff="monospace" fz="xs" style={{ overflowWrap: 'anywhere' }}>
                  {device.serial_number}
                </Text>
                <Text fz="xs" c="dimmed">
                  {t('iam.detail.mfaSince')} <Time at={device.enabled_at} />
                </Text>
              </Group>
              <PlanButton
                danger
                label={t('iam.actions.removeOf', { name: device.serial_number })}
                onClick={() => planner.start({ make: () => plans.removeMfa(name, device.serial_number) })}
              >
                {t('iam.actions.remove')}
              </PlanButton>
            </Group>
          ))}
        </Stack>
      </Part>
      <Tags tags={user.tags ?? {}} make={(change) => plans.tag('user', name, change)} />
    </Stack>
  );
}
