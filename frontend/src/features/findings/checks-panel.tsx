import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccountAudit } from '@/api/queries/account-audits';
import { wholeNumber } from '@/lib/format';
import { Panel } from '@/ui/panel';
import classes from './findings.module.css';

/** What was looked for: first what could not be, with what is missing; then the rest with its counts. */
export function ChecksPanel({ audit }: { audit: AccountAudit }) {
  const { t, i18n } = useTranslation();
  const checks = [...audit.checks].sort((a, b) => Number(a.checked) - Number(b.checked));
  return (
    <Panel
      id="checks"
      title={t('findings.checks.title')}
      description={t('findings.checks.body', {
        users: wholeNumber(audit.users, i18n.language),
        groups: wholeNumber(audit.groups, i18n.language),
        roles: wholeNumber(audit.roles, i18n.language),
        policies: wholeNumber(audit.policies, i18n.language),
      })}
    >
      <ul className={classes.checks}>
        {checks.map((check) => (
          <li key={check.code} className={classes.check} data-missing={!check.checked || undefined}>
            <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
              <Text fz="sm" fw={550} title={check.code}>
                {check.title}
              </Text>
              {!check.checked ? (
                <Badge color="orange" style={{ flex: 'none' }}>
                  {t('findings.state.not_checked')}
                </Badge>
              ) : check.findings > 0 ? (
                <Badge color="red" style={{ flex: 'none' }}>
                  {wholeNumber(check.findings, i18n.language)}
                </Badge>
              ) : (
                <Badge color="teal" style={{ flex: 'none' }}>
                  {t('findings.checks.nothing')}
                </Badge>
              )}
            </Group>
            {!check.checked && (
              <Stack gap={4} mt={4}>
                {check.missing.map((one) => (
                  <Text key={`${one.source} ${one.permission}`} fz="xs" c="dimmed">
                    {one.permission && (
                      <>
                        <Code fz="xs">{one.permission}</Code>{' '}
                      </>
                    )}
                    {one.reason}
                  </Text>
                ))}
              </Stack>
            )}
          </li>
        ))}
      </ul>
      {audit.notes.map((note) => (
        <Text key={note} fz="xs" c="dimmed" mt="sm">
          {note}
        </Text>
      ))}
    </Panel>
  );
}
