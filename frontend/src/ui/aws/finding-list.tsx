import { Badge, Code, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/states';
import classes from './aws.module.css';

/** Something that should be looked at. */
export interface RoomFinding {
  code: string;
  severity: 'high' | 'medium' | 'low' | 'info';
  title: string;
  detail: string;
  suggestion?: string;
  /** A page of the AWS documentation. */
  source?: string;
  /** What it is about. */
  subjects: readonly string[];
}

const severities = ['high', 'medium', 'low', 'info'] as const;
const colours = { high: 'red', medium: 'orange', low: 'yellow', info: 'gray' } as const;

/** At most so many names are listed at once. */
const shownSubjects = 12;

/** Findings about a room of AWS, the worst first. */
export function FindingList({
  findings,
  clean,
}: {
  findings: readonly RoomFinding[];
  /** What is said when there are none. */
  clean: string;
}) {
  const { t } = useTranslation();
  const [only, setOnly] = useState<'all' | RoomFinding['severity']>('all');
  if (findings.length === 0) {
    return (
      <EmptyState icon={<IconShieldCheck size={22} />} title={t('aws.findings.none')}>
        {clean}
      </EmptyState>
    );
  }
  const count = (severity: RoomFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const present = severities.filter((severity) => count(severity) > 0);
  const shown = findings.filter(({ severity }) => only === 'all' || severity === only);
  return (
    <>
      {present.length > 1 && (
        <SegmentedControl
          size="xs"
          mx="md"
          mt="md"
          aria-label={t('findings.bySeverity')}
          value={only}
          onChange={setOnly}
          data={[
            { value: 'all', label: `${t('findings.all')} ${findings.length}` },
            ...present.map((severity) => ({
              value: severity,
              label: `${t(`aws.severity.${severity}`)} ${count(severity)}`,
            })),
          ]}
        />
      )}
      <ul className={classes.findings} aria-label={t('findings.table')}>
        {shown.map((finding) => (
          <Item key={`${finding.code} ${finding.title} ${finding.subjects.join()}`} finding={finding} />
        ))}
      </ul>
    </>
  );
}

function Item({ finding }: { finding: RoomFinding }) {
  const { t } = useTranslation();
  const [all, showAll] = useState(false);
  const { subjects } = finding;
  const shown = all ? subjects : subjects.slice(0, shownSubjects);
  return (
    <li className={classes.finding}>
      <div>
        <Badge color={colours[finding.severity]}>{t(`aws.severity.${finding.severity}`)}</Badge>
      </div>
      <Stack gap={6} miw={0}>
        <Title order={3} title={finding.code}>
          {finding.title}
        </Title>
        <Text fz="sm">{finding.detail}</Text>
        {finding.suggestion && (
          <Text fz="sm">
            <b>{t('aws.findings.todo')}</b> {finding.suggestion}
          </Text>
        )}
        {subjects.length > 0 && (
          <div className={classes.subjects}>
            {shown.map((subject) => (
              <Code key={subject} fz="xs">
                {subject}
              </Code>
            ))}
            {shown.length < subjects.length && (
              <Text
                component="button"
                type="button"
                fz="xs"
                c="var(--accent-text)"
                bg="none"
                bd={0}
                style={{ cursor: 'pointer' }}
                onClick={() => showAll(true)}
              >
                {t('aws.more', { count: subjects.length - shown.length })}
              </Text>
            )}
          </div>
        )}
        {finding.source && (
          <Text fz="xs" c="dimmed">
            {t('aws.findings.source', { page: finding.source })}
          </Text>
        )}
      </Stack>
    </li>
  );
}
