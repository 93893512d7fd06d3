import { Button, Group, Text } from '@mantine/core';
import {
  IconArrowsDiff,
  IconEqual,
  IconHelp,
  IconTrendingDown,
  IconTrendingUp,
  type Icon,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PolicyType } from '@/api/queries/policies';
import { compareQuery, type PolicyComparison } from '@/api/queries/policy-analysis';
import { comparisonName, comparisonOf } from './comparison';
import { keep } from './kept';
import { useSettled } from './use-settled';
import classes from './edit-relation.module.css';

const icons: Record<PolicyComparison['relation'], Icon> = {
  equivalent: IconEqual,
  broader: IconTrendingUp,
  narrower: IconTrendingDown,
  incomparable: IconArrowsDiff,
  unknown: IconHelp,
};

/** How an edit relates to what it started from: whether it gives access away. */
export function EditRelation({
  before,
  after,
  policyType,
  same,
}: {
  before: string;
  after: string;
  policyType: PolicyType;
  /** What to say when both allow the same; by default, that it was generated. */
  same?: string;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { settled, current } = useSettled({
    a: after,
    b: before,
    policy_type: policyType,
  });
  const answer = useQuery({ ...compareQuery(settled), enabled: current });
  // What keeps a text from being read stands among the findings.
  if (!current || !answer.data) return null;
  const { relation, witness, other_witness: other } = answer.data;
  const Icon = icons[relation];
  const gained = relation === 'narrower' ? undefined : witness;
  const lost = relation === 'narrower' ? witness : other;
  const example = [
    gained && t('rewrite.edit.allowsNow', { action: gained.action, resource: gained.resource }),
    lost && t('rewrite.edit.allowedBefore', { action: lost.action, resource: lost.resource }),
  ].filter((text) => text !== undefined);
  return (
    <Group className={classes.strip} data-relation={relation} gap="sm" wrap="nowrap" role="status">
      <Icon size={18} className={classes.icon} aria-hidden />
      <Text fz="sm" flex={1} className={classes.text}>
        <b>{relation === 'equivalent' && same ? same : t(`rewrite.edit.${relation}`)}</b>
        {example.length > 0 && <>: {example.join('; ')}</>}
      </Text>
      {relation !== 'equivalent' && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            keep(queryClient, comparisonName, comparisonOf(after, before, policyType));
            void navigate({ to: '/policies/compare' });
          }}
        >
          {t('rewrite.edit.compare')}
        </Button>
      )}
    </Group>
  );
}
