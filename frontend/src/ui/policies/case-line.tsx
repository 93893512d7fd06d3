import { Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyCase, PolicyCaseRun } from '@/api/queries/library';
import classes from './case-line.module.css';

/** What a policy says of a case. */
export type CaseResult = Pick<PolicyCaseRun['results'][number], 'passed' | 'decision' | 'reason'>;

/** Cases of a policy, one a line. */
export function CaseList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}

/** One case, what a policy says of it where it was tried, and what can be done with it. */
export function CaseLine({
  one,
  result,
  children,
}: {
  one: PolicyCase;
  result: CaseResult | undefined;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const state = !result ? 'waiting' : result.passed ? 'pass' : 'fail';
  const Icon = { waiting: IconCircleDashed, pass: IconCircleCheck, fail: IconCircleX }[state];
  return (
    <li className={classes.case} data-state={state}>
      <Icon size={18} className={classes.mark} role="img" aria-label={t(`library.cases.${state}`)} />
      <Stack gap={2} flex={1} className={classes.words}>
        <Text fz="sm" fw={550}>
          {one.name}
        </Text>
        <Text fz="xs" c="dimmed">
          {t(one.expect === 'allowed' ? 'library.cases.mustAllow' : 'library.cases.mustDeny')}:{' '}
          <span className={classes.code}>{one.action}</span>
        </Text>
        {one.resource && (
          <Text fz="xs" c="dimmed" className={classes.code}>
            {one.resource}
          </Text>
        )}
        {result && !result.passed && (
          <Text fz="xs" c="var(--tone-bad)">
            {t(`library.cases.decision.${result.decision}`)}. {result.reason}
          </Text>
        )}
      </Stack>
      {children}
    </li>
  );
}
