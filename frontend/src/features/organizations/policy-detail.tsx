import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  changeable,
  isChangeable,
  orgPlans,
  orgPolicyQuery,
  type OrgPolicyDetail,
} from '@/api/queries/organizations';
import { wholeNumber } from '@/lib/format';
import { AskButton, Entries, Part, StartButton } from '@/ui/aws/detail';
import { DocumentView } from '@/ui/aws/document-view';
import { Loaded } from '@/ui/aws/loaded';
import { Facts } from '@/ui/facts';
import { Arn } from '@/ui/identifiers';
import { Meter } from '@/ui/meter';
import { ChooseTarget, EditPolicy } from './policy-forms';
import { typeName } from './words';

interface Detail {
  credentialId: number;
  onClose: () => void;
}

/** One policy of the organization: its document, and where it is attached. */
export function PolicyDetail({ id, ...detail }: Detail & { id: string }) {
  const query = useQuery(orgPolicyQuery(detail.credentialId, id));
  return (
    <Loaded query={query} rows={9}>
      {(policy) => <Content policy={policy} {...detail} />}
    </Loaded>
  );
}

function Content({ credentialId, policy, onClose }: Detail & { policy: OrgPolicyDetail }) {
  const { t } = useTranslation();
  const plans = orgPlans(credentialId);
  const attachable = changeable.some((type) => type === policy.type);
  return (
    <Stack gap="lg">
      <Group gap="xs">
        {isChangeable(policy) && (
          <>
            <AskButton
              title={t('iam.actions.editOf', { name: policy.name })}
              label={t('iam.actions.editOf', { name: policy.name })}
              form={() => <EditPolicy credentialId={credentialId} policy={policy} />}
            >
              {t('iam.actions.edit')}
            </AskButton>
            <StartButton
              danger
              make={() => plans.remove(policy.id, false)}
              force={() => plans.remove(policy.id, true)}
              onApplied={onClose}
            >
              {t('iam.actions.deletePolicy')}
            </StartButton>
          </>
        )}
        {(policy.type === 'SERVICE_CONTROL_POLICY' || policy.type === 'RESOURCE_CONTROL_POLICY') && (
          <Button
            size="compact-sm"
            variant="default"
            renderRoot={(props) => (
              <Link
                to="/organizations"
                search={{ credential: credentialId, view: 'preview', open: policy.id }}
                {...props}
              />
            )}
          >
            {t('organizations.preview.try')}
          </Button>
        )}
      </Group>
      <Facts
        facts={[
          [t('organizations.policyType'), typeName(t, policy.type)],
          [t('iam.detail.arn'), <Arn key="arn" arn={policy.arn} />],
          [t('iam.forms.description'), policy.description || '–'],
          [t('organizations.size'), <Size key="size" policy={policy} />],
        ]}
      />
      <Part title={t('iam.detail.document')}>
        <DocumentView document={policy.document} findings={policy.findings} />
      </Part>
      <Part
        title={t('iam.policies.entities')}
        none={policy.targets.length === 0 && t('organizations.attachedNowhere')}
        actions={
          attachable && (
            <AskButton
              title={t('organizations.attachOf', { name: policy.name })}
              form={() => <ChooseTarget credentialId={credentialId} policy={policy} />}
            >
              {t('organizations.attach')}
            </AskButton>
          )
        }
      >
        <Entries
          items={policy.targets}
          entryKey={(target) => target.id}
          actions={(target) =>
            attachable && (
              <StartButton
                danger
                label={t('organizations.detachFrom', { name: target.name })}
                make={() => plans.detach(policy.id, target.id)}
              >
                {t('iam.actions.detach')}
              </StartButton>
            )
          }
        >
          {(target) => (
            <>
              <Badge color="gray">{t(`organizations.kind.${target.type}`)}</Badge>
              <Text fz="sm">{target.name}</Text>
              <Text fz="xs" ff="monospace" c="dimmed">
                {target.id}
              </Text>
            </>
          )}
        </Entries>
      </Part>
    </Stack>
  );
}

function Size({ policy: { size, quota } }: { policy: OrgPolicyDetail }) {
  const { t, i18n } = useTranslation();
  const text =
    quota > 0
      ? t('organizations.sizeOf', {
          size: wholeNumber(size, i18n.language),
          quota: wholeNumber(quota, i18n.language),
        })
      : wholeNumber(size, i18n.language);
  const share = quota > 0 ? Math.min(100, (100 * size) / quota) : 0;
  return (
    <Group gap="sm" component="span">
      <span className="numbers">{text}</span>
      {quota > 0 && (
        <Meter
          value={share}
          label={t('organizations.size')}
          text={text}
          color={share > 90 ? 'var(--tone-bad)' : 'brand'}
          width={120}
        />
      )}
    </Group>
  );
}
