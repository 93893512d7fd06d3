import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { iamPolicyQuery, policyEntitiesQuery } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { prettyJson } from '@/lib/pretty-json';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { usePlanner } from '@/ui/plans/planner';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import { Part, PlanButton } from './detail';
import { EditDocument } from './forms';
import { Tags } from './policies-parts';

/** How many versions of a policy AWS keeps ("IAM and AWS STS quotas", IAM User Guide). */
const mostVersions = 5;

/** One managed policy: its document, its versions, and who has it. */
export function PolicyDetail({
  credentialId,
  arn,
  onClose,
}: {
  credentialId: number;
  arn: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const plans = iamPlans(credentialId);
  const query = useQuery(iamPolicyQuery(credentialId, arn));
  if (query.isPending) return <LoadingRows rows={9} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const policy = query.data;
  const document = prettyJson(policy.document);
  // AWS's own policies are AWS's to change.
  const own = !arn.includes(':iam::aws:');
  return (
    <Stack gap="lg">
      {own && (
        <Group gap="xs">
          <PlanButton
            danger
            onClick={() =>
              planner.start({
                make: () => plans.removePolicy(arn, false),
                force: () => plans.removePolicy(arn, true),
                onApplied: onClose,
              })
            }
          >
            {t('iam.actions.deletePolicy')}
          </PlanButton>
        </Group>
      )}
      <Facts
        facts={[
          [t('iam.detail.arn'), <Arn key="arn" arn={policy.arn} />],
          [t('iam.forms.description'), policy.description || '–'],
          [t('iam.policies.updated'), <Time key="updated" at={policy.updated_at} style="local" />],
        ]}
      />
      <Part
        title={t('iam.detail.document')}
        actions={
          own && (
            <PlanButton
              label={t('iam.actions.newVersion')}
              onClick={() =>
                planner.ask(
                  t('iam.actions.newVersion'),
                  <EditDocument
                    document={document}
                    policyType="identity"
                    label={t('iam.detail.document')}
                    prune={policy.versions.length >= mostVersions}
                    make={(text, prune) => plans.createVersion(arn, text, prune)}
                  />,
                )
              }
            >
              {t('iam.actions.edit')}
            </PlanButton>
          )
        }
      >
        <Code block tabIndex={0} mah={320} style={{ overflow: 'auto' }}>
          {document}
        </Code>
      </Part>
      <Part title={t('iam.policies.versions')}>
        <Stack gap={6}>
          {policy.versions.map((version) => (
            <Group key={version.version_id} justify="space-between">
              <Group gap="sm">
                <Text fz="sm" fw={550}>
                  {version.version_id}
                </Text>
                {version.is_default && <Badge color="teal">{t('iam.policies.inForce')}</Badge>}
                <Text fz="xs" c="dimmed">
                  <Time at={version.created_at} />
                </Text>
              </Group>
              {own && !version.is_default && (
                <Group gap={6}>
                  <PlanButton
                    label={t('iam.actions.useOf', { name: version.version_id })}
                    onClick={() => planner.start({ make: () => plans.useVersion(arn, version.version_id) })}
                  >
                    {t('iam.actions.use')}
                  </PlanButton>
                  <PlanButton
                    danger
                    label={t('iam.actions.deleteOf', { name: version.version_id })}
                    onClick={() =>
                      planner.start({ make: () => plans.removeVersion(arn, version.version_id) })
                    }
                  >
                    {t('iam.actions.delete')}
                  </PlanButton>
                </Group>
              )}
            </Group>
          ))}
        </Stack>
      </Part>
      <Entities credentialId={credentialId} arn={arn} />
      {own && <Tags tags={policy.tags ?? {}} make={(change) => plans.tagPolicy(arn, change)} />}
    </Stack>
  );
}

function Entities({ credentialId, arn }: { credentialId: number; arn: string }) {
  const { t } = useTranslation();
  const planner = usePlanner();
  const query = useQuery(policyEntitiesQuery(credentialId, arn));
  if (query.isPending) return <LoadingRows rows={2} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { users, groups, roles } = query.data;
  const all = [
    ...users.map((name) => ({ kind: 'user' as const, name })),
    ...groups.map((name) => ({ kind: 'group' as const, name })),
    ...roles.map((name) => ({ kind: 'role' as const, name })),
  ];
  return (
    <Part title={t('iam.policies.entities')} none={all.length === 0 && t('iam.policies.noEntities')}>
      <Stack gap={6}>
        {all.map(({ kind, name }) => (
          <Group key={`${kind} ${name}`} justify="space-between">
            <Group gap="sm">
              <Badge color="gray">{t(`iam.kinds.${kind}`)}</Badge>
              <Text fz="sm">{name}</Text>
            </Group>
            <PlanButton
              label={t('iam.actions.detachOf', { name })}
              onClick={() => planner.start({ make: () => iamPlans(credentialId).detach(arn, kind, name) })}
            >
              {t('iam.actions.detach')}
            </PlanButton>
          </Group>
        ))}
      </Stack>
    </Part>
  );
}
