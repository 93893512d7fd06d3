import { Badge, Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PolicyType } from '@/api/queries/policies';
import { rewriteQuery, type RewrittenPolicy, type Rewriting } from '@/api/queries/policy-analysis';
import { wholeNumber } from '@/lib/format';
import { prettyJson } from '@/lib/pretty-json';
import { CopyButton } from '@/ui/copy-button';
import { DiffView } from '@/ui/diff-view';
import { EmptyState, LoadingRows } from '@/ui/states';
import { AnalysisProblem } from './analysis-problem';
import classes from './rewrite-dialog.module.css';

/** Shows what a rewriting would do, with sizes, before the text is taken over. */
export default function RewriteDialog({
  way,
  opened,
  text,
  policyType,
  onClose,
  onAccept,
}: {
  way: Rewriting;
  opened: boolean;
  text: string;
  policyType: PolicyType;
  onClose: () => void;
  onAccept: (text: string) => void;
}) {
  const { t } = useTranslation();
  const answer = useQuery({
    ...rewriteQuery(way, { document: text, policy_type: policyType }),
    enabled: opened,
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={820}
      title={t(`rewrite.title_${way}`)}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {answer.isPending ? (
        <Stack gap={0}>
          <Text fz="sm" c="dimmed" role="status">
            {t('rewrite.working')}
          </Text>
          <LoadingRows rows={6} />
        </Stack>
      ) : answer.isError ? (
        <AnalysisProblem error={answer.error} names={{}} onRetry={() => void answer.refetch()} />
      ) : (
        <Outcome way={way} text={text} result={answer.data} onClose={onClose} onAccept={onAccept} />
      )}
    </Modal>
  );
}

function Outcome({
  way,
  text,
  result,
  onClose,
  onAccept,
}: {
  way: Rewriting;
  text: string;
  result: RewrittenPolicy;
  onClose: () => void;
  onAccept: (text: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => wholeNumber(value, i18n.language);
  const [first = ''] = result.documents;
  const before = prettyJson(text);
  const several = result.documents.length > 1;
  const same = !several && prettyJson(first) === before;

  if (same) {
    return (
      <Stack gap="sm">
        <EmptyState
          icon={<IconCircleCheck size={22} color="var(--tone-good)" />}
          title={t('rewrite.nothing')}
        >
          {t(`rewrite.nothing_${way}`)}
        </EmptyState>
        <Points title={t('rewrite.notes')} points={result.notes} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('rewrite.close')}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <Group gap="xs">
        <Badge color="teal" leftSection={<IconShieldCheck size={13} />}>
          {t('rewrite.proved')}
        </Badge>
        <Text fz="sm" fw={550} className="numbers">
          {several
            ? `${t('rewrite.parts', { count: result.documents.length })}: ${t('rewrite.longest', { size: number(result.size), before: number(result.size_before) })}`
            : t('rewrite.size', { before: number(result.size_before), after: number(result.size) })}
        </Text>
      </Group>
      <Points title={t('rewrite.changes')} points={result.changes} />
      <Points title={t('rewrite.notes')} points={result.notes} />
      {several ? (
        result.documents.map((document, i) => (
          <Part key={i} name={t('rewrite.part', { number: i + 1 })} document={document} />
        ))
      ) : (
        <DiffView before={before} after={prettyJson(first)} label={t('rewrite.diff')} />
      )}
      <Group justify="flex-end" gap="xs" className={classes.foot}>
        <Button variant="default" onClick={onClose}>
          {several ? t('rewrite.close') : t('ui.cancel')}
        </Button>
        {!several && (
          <Button onClick={() => onAccept(first)} data-autofocus>
            {t('rewrite.accept')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Points({ title, points }: { title: string; points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <Stack gap={4}>
      <Title order={3}>{title}</Title>
      <ul className={classes.points}>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Stack>
  );
}

function Part({ name, document }: { name: string; document: string }) {
  return (
    <section className={classes.part} aria-label={name}>
      <Group justify="space-between" className={classes.partHead}>
        <Text fz="sm" fw={550}>
          {name}
        </Text>
        <CopyButton text={document} what={name} />
      </Group>
      <pre className={classes.text} tabIndex={0} role="region" aria-label={name}>
        {document.trimEnd()}
      </pre>
    </section>
  );
}
