import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { iamAccountQuery, type IamAccount } from '@/api/queries/iam-account';
import { iamPlans } from '@/api/queries/iam-plans';
import { wholeNumber } from '@/lib/format';
import { AskButton, StartButton } from '@/ui/aws/detail';
import { field } from '@/ui/aws/fields';
import { Loaded } from '@/ui/aws/loaded';
import { PlanForm } from '@/ui/aws/plan-form';
import { Facts } from '@/ui/facts';
import { AccountId } from '@/ui/identifiers';
import { Meter } from '@/ui/meter';
import { Panel } from '@/ui/panel';
import classes from './account.module.css';

/** What is counted, by the names that AWS gives it ("GetAccountSummary", IAM API Reference). */
const quotas = [
  ['users', 'Users', 'UsersQuota'],
  ['groups', 'Groups', 'GroupsQuota'],
  ['roles', 'Roles', 'RolesQuota'],
  ['policies', 'Policies', 'PoliciesQuota'],
  ['versions', 'PolicyVersionsInUse', 'PolicyVersionsInUseQuota'],
  ['profiles', 'InstanceProfiles', 'InstanceProfilesQuota'],
  ['certificates', 'ServerCertificates', 'ServerCertificatesQuota'],
] as const;

/** The account's alias, how its root user is guarded, and how much of its quotas is used. */
export function AccountSummary({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const query = useQuery(iamAccountQuery(credentialId));
  return (
    <Panel id="summary" title={t('iam.account.summary')}>
      <Loaded query={query}>{(account) => <Content credentialId={credentialId} account={account} />}</Loaded>
    </Panel>
  );
}

function Content({ credentialId, account }: { credentialId: number; account: IamAccount }) {
  const { t } = useTranslation();
  const { alias, summary } = account;
  const risks = [
    summary['AccountMFAEnabled'] === 0 && t('iam.account.rootNoMfa'),
    (summary['AccountAccessKeysPresent'] ?? 0) > 0 && t('iam.account.rootKeys'),
  ].filter((risk) => risk !== false);
  return (
    <Stack gap="lg">
      {risks.length > 0 && (
        <Alert color="orange" icon={<IconShieldExclamation size={18} />} title={t('iam.account.root')}>
          {risks.map((risk) => (
            <Text key={risk} fz="sm">
              {risk}
            </Text>
          ))}
        </Alert>
      )}
      <Facts
        facts={[
          [t('plans.account'), <AccountId key="id" id={account.account_id} />],
          [t('iam.account.alias'), <Alias key="alias" credentialId={credentialId} alias={alias} />],
        ]}
      />
      <ul className={classes.quotas} aria-label={t('iam.account.quotas')}>
        {quotas.map(([name, used, most]) => (
          <Quota
            key={name}
            label={t(`iam.account.quota.${name}`)}
            used={summary[used] ?? 0}
            most={summary[most] ?? 0}
          />
        ))}
      </ul>
    </Stack>
  );
}

/** Lower-case letters, digits and single hyphens within ("CreateAccountAlias", IAM API Reference). */
const aliasShape = /^[a-z0-9](?:-?[a-z0-9])+$/;

function Alias({ credentialId, alias }: { credentialId: number; alias: string }) {
  const { t } = useTranslation();
  const plans = iamPlans(credentialId);
  return (
    <Group gap="sm" component="span">
      {alias ? (
        <Text component="span" fz="sm" fw={550}>
          {alias}
        </Text>
      ) : (
        <Text component="span" fz="sm" c="dimmed">
          {t('iam.account.noAlias')}
        </Text>
      )}
      <Group gap={6} component="span">
        <AskButton
          title={t('iam.account.setAlias')}
          label={t('iam.account.setAlias')}
          form={() => (
            <PlanForm
              fields={{
                alias: field.text(t('iam.account.alias'), 63, {
                  initial: alias,
                  hint: t('iam.account.aliasHint'),
                  check: (text) =>
                    text.length >= 3 && aliasShape.test(text) ? null : t('iam.account.badAlias'),
                }),
              }}
              make={(values) => plans.setAlias(values.alias)}
            />
          )}
        >
          {t('iam.actions.set')}
        </AskButton>
        {alias && (
          <StartButton danger label={t('iam.account.removeAlias')} make={() => plans.removeAlias()}>
            {t('iam.actions.remove')}
          </StartButton>
        )}
      </Group>
    </Group>
  );
}

function Quota({ label, used, most }: { label: string; used: number; most: number }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => wholeNumber(value, i18n.language);
  const share = most > 0 ? Math.min(100, (100 * used) / most) : 0;
  const text =
    most > 0
      ? t('iam.account.of', { used: number(used), most: number(most) })
      : t('iam.account.used', { used: number(used) });
  return (
    <li className={classes.quota}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text fz="sm">{label}</Text>
        <Text fz="xs" c="dimmed" className="numbers">
          {text}
        </Text>
      </Group>
      <Meter
        value={share}
        label={label}
        text={text}
        color={share >= 90 ? 'var(--tone-bad)' : share >= 75 ? 'var(--tone-warn)' : 'brand'}
      />
    </li>
  );
}
