import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FindingCounts as Counts } from '@/api/queries/library';
import { findingIcons } from './finding-icons';
import { severities, type Severity } from './findings';
import classes from './findings-panel.module.css';

const members: Record<Severity, keyof Counts> = {
  error: 'errors',
  security_warning: 'security_warnings',
  warning: 'warnings',
  suggestion: 'suggestions',
};

/** How many findings a stored version has, by gravity: numbers for the eye, words for whoever listens. */
export function FindingCounts({ counts }: { counts: Counts }) {
  const { t } = useTranslation();
  const some = severities.filter((severity) => counts[members[severity]] > 0);
  if (some.length === 0) {
    return (
      <Text component="span" fz="sm" c="dimmed">
        {t('library.clean')}
      </Text>
    );
  }
  return (
    <Group gap={4} wrap="nowrap">
      {some.map((severity) => {
        const count = counts[members[severity]];
        const words = t(`policies.findings.counts_${severity}`, { count });
        const Icon = findingIcons[severity];
        return (
          <Badge
            key={severity}
            className={classes.count}
            data-kind={severity}
            title={words}
            px={6}
            leftSection={<Icon size={12} aria-hidden />}
          >
            <span aria-hidden>{count}</span>
            <span className="words-only">{words}</span>
          </Badge>
        );
      })}
    </Group>
  );
}
