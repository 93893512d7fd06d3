import { Anchor, Badge, Button, Group, Loader, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyFinding } from '@/api/queries/policies';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState } from '@/ui/states';
import { findingIcons } from './finding-icons';
import { countBySeverity } from './findings';
import classes from './findings-panel.module.css';

/** What there is to know about the policy, gravest first. */
export function FindingsPanel({
  findings,
  checking,
  current,
  error,
  onRetry,
  onGoTo,
  onFix,
}: {
  findings: readonly PolicyFinding[];
  checking: boolean;
  /** The findings belong to the text as it stands; else their places and fixes do not fit. */
  current: boolean;
  /** Why the text could not be checked; null when it was. */
  error: unknown;
  onRetry: () => void;
  onGoTo: (finding: PolicyFinding) => void;
  onFix: (finding: PolicyFinding) => void;
}) {
  const { t } = useTranslation();
  return (
    <Panel
      id="findings"
      flush
      title={t('policies.findings.title')}
      actions={
        <Group gap={6} aria-live="polite">
          {checking && <Loader size={14} aria-label={t('policies.findings.checking')} />}
          {countBySeverity(findings).map(({ severity: kind, count }) => (
            <Badge key={kind} className={classes.count} data-kind={kind}>
              {t(`policies.findings.counts_${kind}`, { count })}
            </Badge>
          ))}
        </Group>
      }
    >
      {error !== null ? (
        <ErrorState error={error} onRetry={onRetry} />
      ) : findings.length === 0 && !checking ? (
        <EmptyState
          icon={<IconCircleCheck size={22} color="var(--tone-good)" />}
          title={t('policies.findings.none')}
        >
          {t('policies.findings.noneBody')}
        </EmptyState>
      ) : (
        <ul className={classes.list} aria-label={t('policies.findings.title')}>
          {findings.map((finding) => (
            <FindingItem
              key={`${finding.code}-${finding.offset}-${finding.message}`}
              finding={finding}
              stale={!current}
              onJump={() => onGoTo(finding)}
              onFix={() => onFix(finding)}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** One finding in a list: how grave, what, where. */
export function FindingItem({
  finding,
  stale = false,
  onJump,
  onFix,
  children,
}: {
  finding: PolicyFinding;
  /** It speaks of an earlier text. */
  stale?: boolean;
  onJump: () => void;
  /** Without it, no fix is offered. */
  onFix?: () => void;
  /** What else there is to say of it. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const Icon = findingIcons[finding.type];
  const where = t('policies.findings.place', { line: finding.line, column: finding.column });
  return (
    <li className={classes.item} data-kind={finding.type}>
      <Icon
        size={17}
        className={classes.icon}
        aria-label={t(`policies.findings.${finding.type}`)}
        role="img"
      />
      <Stack gap={3} miw={0} flex={1}>
        <Text fz="sm">{finding.message}</Text>
        <Group gap={10}>
          <Text fz="xs" c="dimmed" ff="monospace" className={classes.code}>
            {finding.code}
          </Text>
          <UnstyledButton
            className={classes.place}
            disabled={stale}
            onClick={onJump}
            aria-label={t('policies.findings.goTo', { line: finding.line })}
          >
            {where}
          </UnstyledButton>
          {finding.learn_more && (
            <Anchor
              href={finding.learn_more}
              target="_blank"
              rel="noreferrer"
              fz="xs"
              underline="always"
              aria-label={t('policies.findings.learnMoreLabel', { code: finding.code })}
            >
              {t('policies.findings.learnMore')}
            </Anchor>
          )}
        </Group>
        {children}
      </Stack>
      {finding.fix && onFix && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={stale}
          title={stale ? t('policies.findings.stale') : finding.fix.title}
          aria-label={t('policies.findings.fixLabel', { title: finding.fix.title })}
          onClick={onFix}
        >
          {t('policies.findings.fix')}
        </Button>
      )}
    </li>
  );
}
