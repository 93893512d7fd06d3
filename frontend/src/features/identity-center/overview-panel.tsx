import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IcInstance } from '@/api/queries/identity-center';
import { Facts } from '@/ui/facts';
import { AccountId, Arn } from '@/ui/identifiers';
import { Panel } from '@/ui/panel';
import { Time } from '@/ui/time';

/** The instance of IAM Identity Center that is asked. */
export function OverviewPanel({ instance, region }: { instance: IcInstance; region: string }) {
  const { t } = useTranslation();
  return (
    <Panel id="instance" title={t('identityCenter.instance')}>
      <Facts
        facts={[
          [t('identityCenter.name'), instance.name || '–'],
          [t('iam.detail.arn'), <Arn key="arn" arn={instance.arn} />],
          [t('identityCenter.region'), region],
          [
            t('identityCenter.status'),
            <Badge key="status" component="span" color={instance.status === 'ACTIVE' ? 'teal' : 'orange'}>
              {instance.status || '–'}
            </Badge>,
          ],
          [
            t('identityCenter.store'),
            <Text key="store" component="span" ff="monospace" fz="sm">
              {instance.identity_store_id}
            </Text>,
          ],
          [t('identityCenter.owner'), <AccountId key="owner" id={instance.owner_account_id} />],
          [
            t('iam.detail.created'),
            instance.created_at ? <Time key="created" at={instance.created_at} style="local" /> : '–',
          ],
        ]}
      />
    </Panel>
  );
}
