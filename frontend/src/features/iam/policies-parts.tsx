import { Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { inlinePolicyQuery, type IamAttachedPolicy, type PrincipalKind } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { Arn } from '@/ui/identifiers';
import { usePlanner } from '@/ui/plans/planner';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Part, PlanButton } from './detail';
import { AddInline, ChoosePolicy, EditDocument, EditTags } from './forms';

interface Principal {
  credentialId: number;
  kind: PrincipalKind;
  name: string;
}

/** The managed policies of a user, group or role. */
export function AttachedPolicies({
  policies,
  ...principal
}: Principal & { policies: readonly IamAttachedPolicy[] }) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const { credentialId, kind, name } = principal;
  const plans = iamPlans(credentialId);
  return (
    <Part
      title={t('iam.detail.policies')}
      none={policies.length === 0 && t('iam.detail.noPolicies')}
      actions={
        <PlanButton
          onClick={() =>
            planner.ask(
              t('iam.actions.attachTo', { name }),
              <ChoosePolicy
                credentialId={credentialId}
                except={policies.map((policy) => policy.arn)}
                make={(arn) => plans.attach(arn, kind, name)}
              />,
            )
          }
        >
          {t('iam.actions.attach')}
        </PlanButton>
      }
    >
      <Stack gap={6}>
        {policies.map((policy) => (
          <Group key={policy.arn} justify="space-between" wrap="nowrap" gap="sm">
            <Stack gap={0} miw={0}>
              <Text fz="sm" fw={550}>
                {policy.name}
              </Text>
              <Group c="dimmed" miw={0}>
                <Arn arn={policy.arn} />
              </Group>
            </Stack>
            <PlanButton
              label={t('iam.actions.detachOf', { name: policy.name })}
              onClick={() => planner.start({ make: () => plans.detach(policy.arn, kind, name) })}
            >
              {t('iam.actions.detach')}
            </PlanButton>
          </Group>
        ))}
      </Stack>
    </Part>
  );
}

/** The inline policies of a user, group or role. */
export function InlinePolicies({ policies, ...principal }: Principal & { policies: readonly string[] }) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const { credentialId, kind, name } = principal;
  const plans = iamPlans(credentialId);
  return (
    <Part
      title={t('iam.detail.inline')}
      none={policies.length === 0 && t('iam.detail.noInline')}
      actions={
        <PlanButton
          onClick={() => planner.ask(t('iam.actions.addInlineTo', { name }), <AddInline {...principal} />)}
        >
          {t('iam.actions.addInline')}
        </PlanButton>
      }
    >
      <Stack gap={6}>
        {policies.map((policy) => (
          <Group key={policy} justify="space-between" gap="sm">
            <Text fz="sm" fw={550}>
              {policy}
            </Text>
            <Group gap={6}>
              <PlanButton
                label={t('iam.actions.editOf', { name: policy })}
                onClick={() => planner.ask(policy, <EditInline {...principal} policy={policy} />)}
              >
                {t('iam.actions.edit')}
              </PlanButton>
              <PlanButton
                danger
                label={t('iam.actions.deleteOf', { name: policy })}
                onClick={() => planner.start({ make: () => plans.removeInline(kind, name, policy) })}
              >
                {t('iam.actions.delete')}
              </PlanButton>
            </Group>
          </Group>
        ))}
      </Stack>
    </Part>
  );
}

function EditInline({ credentialId, kind, name, policy }: Principal & { policy: string }) {
  const { t } = useTranslation();
  const document = useQuery(inlinePolicyQuery(credentialId, kind, name, policy));
  if (document.isError) return <ErrorState error={document.error} onRetry={() => void document.refetch()} />;
  if (!document.data || document.isFetching) return <LoadingRows />;
  return (
    <EditDocument
      document={document.data.document}
      policyType="identity"
      label={t('iam.detail.document')}
      make={(text) => iamPlans(credentialId).putInline(kind, name, policy, text)}
    />
  );
}

/** The permissions boundary of a user or role. */
export function Boundary({
  credentialId,
  kind,
  name,
  arn,
}: {
  credentialId: number;
  kind: 'user' | 'role';
  name: string;
  arn: string;
}) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const plans = iamPlans(credentialId);
  return (
    <Part
      title={t('iam.detail.boundary')}
      none={!arn && t('iam.detail.noBoundary')}
      actions={
        <>
          <PlanButton
            label={t('iam.actions.setBoundary')}
            onClick={() =>
              planner.ask(
                t('iam.actions.setBoundary'),
                <ChoosePolicy
                  credentialId={credentialId}
                  except={[arn]}
                  make={(policy) => plans.setBoundary(kind, name, policy)}
                />,
              )
            }
          >
            {t('iam.actions.set')}
          </PlanButton>
          {arn && (
            <PlanButton
              danger
              label={t('iam.actions.removeBoundary')}
              onClick={() => planner.start({ make: () => plans.removeBoundary(kind, name) })}
            >
              {t('iam.actions.remove')}
            </PlanButton>
          )}
        </>
      }
    >
      <Arn arn={arn} />
    </Part>
  );
}

/** The tags of something. */
export function Tags({
  tags,
  make,
}: {
  tags: Record<string, string>;
  make: Parameters<typeof EditTags>[0]['make'];
}) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const entries = Object.entries(tags);
  return (
    <Part
      title={t('iam.detail.tags')}
      none={entries.length === 0 && t('iam.detail.noTags')}
      actions={
        <PlanButton
          label={t('iam.actions.editTags')}
          onClick={() => planner.ask(t('iam.actions.editTags'), <EditTags tags={tags} make={make} />)}
        >
          {t('iam.actions.edit')}
        </PlanButton>
      }
    >
      <Table fz="sm" withRowBorders={false} verticalSpacing={3} aria-label={t('iam.detail.tags')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="40%">{t('iam.detail.tagKey')}</Table.Th>
            <Table.Th>{t('iam.detail.tagValue')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(([key, value]) => (
            <Table.Tr key={key}>
              <Table.Td>{key}</Table.Td>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  );
}
