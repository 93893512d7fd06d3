import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { iamPolicyQuery, policyEntitiesQuery, type IamPolicyDetail } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { prettyJson } from '@/lib/pretty-json';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { Tags } from '@/ui/aws/tags';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { Time } from '@/ui/time';
import { NewVersion } from './forms';

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
  const query = useQuery(iamPolicyQuery(credentialId, arn));
  return (
    <Loaded query={query} rows={9}>
      {(policy) => <Content credentialId={credentialId} policy={policy} onClose={onClose} />}
    </Loaded>
  );
}

function Content({
  credentialId,
  policy,
  onClose,
}: {
  credentialId: number;
  policy: IamPolicyDetail;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  const { arn } = policy;
  const document = prettyJson(policy.document);
  // AWS's own policies are AWS's to change.
  const own = !arn.includes(':iam::aws:');
  return (
    <Stack gap="lg">
      {own && (
        <Group gap="xs">
          <StartButton
            danger
            make={() => plans.removePolicy(arn, false)}
            force={() => plans.removePolicy(arn, true)}
            onApplied={onClose}
          >
            {t('iam.actions.deletePolicy')}
          </StartButton>
        </Group>
      )}
      <Facts
        facts={[
          [t('iam.detail.arn'), <Arn key="arn" arn={arn} />],
          [t('iam.forms.description'), policy.description || '–'],
          [t('iam.policies.updated'), <Time key="updated" at={policy.updated_at} style="local" />],
        ]}
      />
      <Part
        title={t('iam.detail.document')}
        actions={
          own && (
            <AskButton
              title={t('iam.actions.newVersion')}
              label={t('iam.actions.newVersion')}
              form={() => (
                <NewVersion
                  document={document}
                  full={policy.versions.length >= mostVersions}
                  make={(text, prune) => plans.createVersion(arn, text, prune)}
                />
              )}
            >
              {t('iam.actions.edit')}
            </AskButton>
          )
        }
      >
        <Code block tabIndex={0} mah={320} style={{ overflow: 'auto' }}>
          {document}
        </Code>
      </Part>
      <Part title={t('iam.policies.versions')}>
        <Entries
          items={policy.versions}
          entryKey={(version) => version.version_id}
          actions={(version) =>
            own &&
            !version.is_default && (
              <>
                <StartButton
                  label={t('iam.actions.useOf', { name: version.version_id })}
                  make={() => plans.useVersion(arn, version.version_id)}
                >
                  {t('iam.actions.use')}
                </StartButton>
                <StartButton
                  danger
                  label={t('iam.actions.deleteOf', { name: version.version_id })}
                  make={() => plans.removeVersion(arn, version.version_id)}
                >
                  {t('iam.actions.delete')}
                </StartButton>
              </>
            )
          }
        >
          {(version) => (
            <>
              <Text fz="sm" fw={550}>
                {version.version_id}
              </Text>
              {version.is_default && <Badge color="teal">{t('iam.policies.inForce')}</Badge>}
              <Text fz="xs" c="dimmed">
                <Time at={version.created_at} />
              </Text>
            </>
          )}
        </Entries>
      </Part>
      <HeldBy credentialId={credentialId} arn={arn} />
      {own && <Tags tags={policy.tags ?? {}} make={(change) => plans.tagPolicy(arn, change)} />}
    </Stack>
  );
}

function HeldBy({ credentialId, arn }: { credentialId: number; arn: string }) {
  const { t } = useTranslation();
  const query = useQuery(policyEntitiesQuery(credentialId, arn));
  return (
    <Loaded query={query} rows={2}>
      {({ users, groups, roles }) => {
        const all = [
          ...users.map((name) => ({ kind: 'user' as const, name })),
          ...groups.map((name) => ({ kind: 'group' as const, name })),
          ...roles.map((name) => ({ kind: 'role' as const, name })),
        ];
        return (
          <Part title={t('iam.policies.entities')} none={all.length === 0 && t('iam.policies.noEntities')}>
            <Entries
              items={all}
              entryKey={({ kind, name }) => `${kind} ${name}`}
              actions={({ kind, name }) => (
                <StartButton
                  label={t('iam.actions.detachOf', { name })}
                  make={() => iamPlans(credentialId).detach(arn, kind, name)}
                >
                  {t('iam.actions.detach')}
                </StartButton>
              )}
            >
              {({ kind, name }) => (
                <>
                  <Badge color="gray">{t(`iam.kinds.${kind}`)}</Badge>
                  <Text fz="sm">{name}</Text>
                </>
              )}
            </Entries>
          </Part>
        );
      }}
    </Loaded>
  );
}
