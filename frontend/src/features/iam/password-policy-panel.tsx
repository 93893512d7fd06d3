import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { passwordPolicyQuery, type PasswordPolicy } from '@/api/queries/iam-account';
import { iamPlans, type PasswordPolicyBody } from '@/api/queries/iam-plans';
import { AskButton, StartButton } from '@/ui/aws/detail';
import { field } from '@/ui/aws/fields';
import { Loaded } from '@/ui/aws/loaded';
import { PlanForm } from '@/ui/aws/plan-form';
import { Facts } from '@/ui/facts';
import { Panel } from '@/ui/panel';

/** What the account asks of console passwords, and changes of it. */
export function PasswordPolicyPanel({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const query = useQuery(passwordPolicyQuery(credentialId));
  return (
    <Panel
      id="password-policy"
      title={t('iam.password.title')}
      actions={
        query.data && (
          <Group gap={6}>
            <AskButton
              title={t('iam.password.edit')}
              form={() => <Edit credentialId={credentialId} policy={query.data} />}
            />
            {query.data.exists && (
              <StartButton danger make={() => iamPlans(credentialId).removePasswordPolicy()}>
                {t('iam.password.remove')}
              </StartButton>
            )}
          </Group>
        )
      }
    >
      <Loaded query={query}>{(policy) => <Rules policy={policy} />}</Loaded>
    </Panel>
  );
}

function Rules({ policy }: { policy: PasswordPolicy }) {
  const { t } = useTranslation();
  const wanted = characters(t).filter(([name]) => policy[name]);
  return (
    <Stack gap="sm">
      {!policy.exists && (
        <Text fz="sm" c="dimmed">
          {t('iam.password.none')}
        </Text>
      )}
      <Facts
        facts={[
          [t('iam.password.length'), t('iam.password.characters', { count: policy.minimum_password_length })],
          [
            t('iam.password.holds'),
            wanted.length > 0 ? wanted.map(([, word]) => word).join(', ') : t('iam.password.anything'),
          ],
          [
            t('iam.password.age'),
            policy.max_password_age > 0
              ? t('iam.password.days', { count: policy.max_password_age })
              : t('iam.password.never'),
          ],
          [
            t('iam.password.reuse'),
            policy.password_reuse_prevention > 0
              ? t('iam.password.last', { count: policy.password_reuse_prevention })
              : t('iam.password.reusable'),
          ],
          [t('iam.password.own'), policy.allow_users_to_change_password ? t('aws.yes') : t('aws.no')],
          [t('iam.password.hard'), policy.hard_expiry ? t('aws.yes') : t('aws.no')],
        ]}
      />
    </Stack>
  );
}

function characters(t: TFunction) {
  return [
    ['require_uppercase_characters', t('iam.password.upper')],
    ['require_lowercase_characters', t('iam.password.lower')],
    ['require_numbers', t('iam.password.digits')],
    ['require_symbols', t('iam.password.symbols')],
  ] as const;
}

/** Bounds of AWS ("UpdateAccountPasswordPolicy", IAM API Reference). */
const bounds = { shortest: 6, longest: 128, days: 1095, remembered: 24 };

function Edit({ credentialId, policy }: { credentialId: number; policy: PasswordPolicy }) {
  const { t } = useTranslation();
  return (
    <PlanForm
      fields={{
        minimum_password_length: field.number(
          t('iam.password.length'),
          bounds.shortest,
          bounds.longest,
          policy.minimum_password_length,
        ),
        require_uppercase_characters: field.check(
          t('iam.password.upper'),
          policy.require_uppercase_characters,
        ),
        require_lowercase_characters: field.check(
          t('iam.password.lower'),
          policy.require_lowercase_characters,
        ),
        require_numbers: field.check(t('iam.password.digits'), policy.require_numbers),
        require_symbols: field.check(t('iam.password.symbols'), policy.require_symbols),
        max_password_age: field.number(
          t('iam.password.ageDays'),
          0,
          bounds.days,
          policy.max_password_age,
          t('iam.password.ageHint'),
        ),
        password_reuse_prevention: field.number(
          t('iam.password.reuse'),
          0,
          bounds.remembered,
          policy.password_reuse_prevention,
          t('iam.password.reuseHint'),
        ),
        allow_users_to_change_password: field.check(
          t('iam.password.own'),
          policy.allow_users_to_change_password,
        ),
        hard_expiry: field.check(t('iam.password.hard'), policy.hard_expiry),
      }}
      make={(values) => iamPlans(credentialId).setPasswordPolicy(changed(policy, values))}
    />
  );
}

/** Only what differs: what is not named stays, whoever changes it meanwhile. */
function changed(before: PasswordPolicy, after: Required<PasswordPolicyBody>): PasswordPolicyBody {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name as keyof PasswordPolicyBody] !== value),
  );
}
