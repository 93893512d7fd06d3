import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { inlinePolicyQuery, type IamAttachedPolicy, type PrincipalKind } from '@/api/queries/iam';
import { iamPlans } from '@/api/queries/iam-plans';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { Arn } from '@/ui/identifiers';
import { ErrorState, LoadingRows } from '@/ui/states';
import { AddInline, ChoosePolicy, EditDocument } from './forms';

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
  const { credentialId, kind, name } = principal;
  const plans = iamPlans(credentialId);
  return (
    <Part
      title={t('iam.detail.policies')}
      none={policies.length === 0 && t('iam.detail.noPolicies')}
      actions={
        <AskButton
          title={t('iam.actions.attachTo', { name })}
          form={() => (
            <ChoosePolicy
              credentialId={credentialId}
              except={policies.map((policy) => policy.arn)}
              make={(arn) => plans.attach(arn, kind, name)}
            />
          )}
        >
          {t('iam.actions.attach')}
        </AskButton>
      }
    >
      <Entries
        items={policies}
        entryKey={(policy) => policy.arn}
        actions={(policy) => (
          <StartButton
            label={t('iam.actions.detachOf', { name: policy.name })}
            make={() => plans.detach(policy.arn, kind, name)}
          >
            {t('iam.actions.detach')}
          </StartButton>
        )}
      >
        {(policy) => (
          <Stack gap={0} miw={0}>
            <Text fz="sm" fw={550}>
              {policy.name}
            </Text>
            <Group c="dimmed" miw={0}>
              <Arn arn={policy.arn} />
            </Group>
          </Stack>
        )}
      </Entries>
    </Part>
  );
}

/** The inline policies of a user, group or role. */
export function InlinePolicies({ policies, ...principal }: Principal & { policies: readonly string[] }) {
  const { t } = useTranslation();
  const { credentialId, kind, name } = principal;
  const plans = iamPlans(credentialId);
  return (
    <Part
      title={t('iam.detail.inline')}
      none={policies.length === 0 && t('iam.detail.noInline')}
      actions={
        <AskButton title={t('iam.actions.addInlineTo', { name })} form={() => <AddInline {...principal} />}>
          {t('iam.actions.addInline')}
        </AskButton>
      }
    >
      <Entries
        items={policies}
        entryKey={(policy) => policy}
        actions={(policy) => (
          <>
            <AskButton
              title={policy}
              label={t('iam.actions.editOf', { name: policy })}
              form={() => <EditInline {...principal} policy={policy} />}
            >
              {t('iam.actions.edit')}
            </AskButton>
            <StartButton
              danger
              label={t('iam.actions.deleteOf', { name: policy })}
              make={() => plans.removeInline(kind, name, policy)}
            >
              {t('iam.actions.delete')}
            </StartButton>
          </>
        )}
      >
        {(policy) => (
          <Text fz="sm" fw={550}>
            {policy}
          </Text>
        )}
      </Entries>
    </Part>
  );
}

function EditInline({ credentialId, kind, name, policy }: Principal & { policy: string }) {
  const { t } = useTranslation();
  const document = useQuery(inlinePolicyQuery(credentialId, kind, name, policy));
  if (document.isError) return <ErrorState error={document.error} onRetry={() => void document.refetch()} />;
  // What is edited must be what AWS has now, so an answer that is kept is not enough.
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
  const plans = iamPlans(credentialId);
  return (
    <Part
      title={t('iam.detail.boundary')}
      none={!arn && t('iam.detail.noBoundary')}
      actions={
        <>
          <AskButton
            title={t('iam.actions.setBoundary')}
            label={t('iam.actions.setBoundary')}
            form={() => (
              <ChoosePolicy
                credentialId={credentialId}
                except={[arn]}
                make={(policy) => plans.setBoundary(kind, name, policy)}
              />
            )}
          >
            {t('iam.actions.set')}
          </AskButton>
          {arn && (
            <StartButton
              danger
              label={t('iam.actions.removeBoundary')}
              make={() => plans.removeBoundary(kind, name)}
            >
              {t('iam.actions.remove')}
            </StartButton>
          )}
        </>
      }
    >
      <Arn arn={arn} />
    </Part>
  );
}
