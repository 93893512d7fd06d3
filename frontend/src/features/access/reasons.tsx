import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessCondition, AccessStatement } from '@/api/queries/access';
import { Arn } from '@/ui/identifiers';
import { conditionLine, policyName, shortName } from './words';
import classes from './access.module.css';

/** What access hangs on: each condition on a line of its own. */
export function Conditions({ conditions }: { conditions: readonly AccessCondition[] }) {
  const { t } = useTranslation();
  if (conditions.length === 0) {
    return (
      <Text fz="sm" c="dimmed">
        {t('access.why.none')}
      </Text>
    );
  }
  return (
    <ul className={classes.lines}>
      {conditions.map((condition, i) => (
        <li key={i} className={classes.line}>
          <Badge color={condition.effect === 'Allow' ? 'teal' : 'red'}>
            {condition.effect === 'Allow' ? t('access.why.must') : t('access.why.mustNot')}
          </Badge>
          <code className={classes.code}>{conditionLine(condition)}</code>
        </li>
      ))}
    </ul>
  );
}

/** Where statements stand: which policy, which place in it, at whom it hangs. */
export function Statements({ statements }: { statements: readonly AccessStatement[] }) {
  return (
    <ul className={classes.lines}>
      {statements.map((statement, i) => (
        <li key={i} className={classes.line}>
          <Badge color={statement.effect === 'Allow' ? 'teal' : 'red'}>{statement.effect}</Badge>
          <StatementPlace statement={statement} />
        </li>
      ))}
    </ul>
  );
}

/** One statement in words. */
export function StatementPlace({ statement }: { statement: AccessStatement }) {
  const { t } = useTranslation();
  const { policy_type: type, policy_id: id, statement_index: index, sid, level, attached_to: to } = statement;
  const types = ['identity', 'resource', 'trust', 'scp', 'rcp', 'boundary', 'session'] as const;
  const known = types.find((name) => name === type);
  return (
    <Text component="span" fz="sm" className={classes.words}>
      {known ? t(`access.why.policyTypes.${known}`) : type} {id && <b title={id}>{policyName(id)}</b>}
      {', '}
      {t('access.why.statement', { number: index + 1 })}
      {sid && ` “${sid}”`}
      {level !== undefined && `, ${t('access.why.level', { level })}`}
      {to && (
        <Text component="span" fz="sm" c="dimmed" title={to}>
          {' '}
          {t('access.why.of', { name: shortName(to) })}
        </Text>
      )}
    </Text>
  );
}

/** A titled part of a drawer. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={6} component="section">
      <Title order={3}>{title}</Title>
      {children}
    </Stack>
  );
}

/** ARNs below each other. */
export function ArnList({ arns }: { arns: readonly string[] }) {
  return (
    <Stack gap={3}>
      {arns.map((arn) => (
        <Group key={arn} miw={0}>
          <Arn arn={arn} />
        </Group>
      ))}
    </Stack>
  );
}
