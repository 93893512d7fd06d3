import { Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { validationQuery, type PolicyType } from '@/api/queries/policies';
import { byteIndex, applyEdits } from '@/lib/text-edits';
import type { Remark } from '@/ui/code-editor/code-editor';
import classes from './document-field.module.css';

const CodeEditor = lazy(() => import('@/ui/code-editor/code-editor'));

/** A policy document that is checked as one types: findings are underlined, and listed for who does not see lines. */
export function DocumentField({
  value,
  onChange,
  policyType,
  label,
  error,
}: {
  value: string;
  onChange: (text: string) => void;
  policyType: PolicyType;
  label: string;
  /** What the server says is wrong with it. */
  error?: ReactNode;
}) {
  const { t } = useTranslation();
  const [settled] = useDebouncedValue(value, 350);
  const checked = useQuery(validationQuery(settled, policyType)).data;
  const current = checked?.document === value && checked.policyType === policyType ? checked : null;
  const remarks = useMemo<Remark[]>(() => {
    if (!current) return [];
    const at = byteIndex(current.document);
    return (current.validation.findings ?? []).map((finding) => {
      const { fix } = finding;
      return {
        from: at(finding.offset),
        to: at(finding.offset + finding.length),
        severity: finding.type === 'error' ? 'error' : finding.type === 'suggestion' ? 'info' : 'warning',
        message: finding.message,
        ...(fix
          ? {
              fix: {
                title: fix.title,
                apply: () => onChange(applyEdits(current.document, fix.edits) ?? current.document),
              },
            }
          : {}),
      };
    });
  }, [current, onChange]);
  const findings = current?.validation.findings ?? [];
  return (
    <Stack gap={6}>
      <Text fz="sm" fw={550}>
        {label}
      </Text>
      <div className={classes.editor}>
        <Suspense fallback={<Skeleton height={260} radius={0} />}>
          <CodeEditor
            value={value}
            onChange={onChange}
            remarks={remarks}
            label={label}
            policyType={policyType}
          />
        </Suspense>
      </div>
      <ul className={classes.findings} aria-label={t('iam.document.findings')} aria-live="polite">
        {findings.map((finding) => (
          <li key={`${finding.code}${finding.offset}`} data-kind={finding.type}>
            <b>{t(`policies.findings.${finding.type}`)}</b> {finding.message}{' '}
            {t('policies.findings.place', { line: finding.line, column: finding.column })}
          </li>
        ))}
      </ul>
      {error && (
        <Text fz="xs" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
      {current && findings.length === 0 && (
        <Text fz="xs" c="dimmed">
          {t('policies.findings.none')}
        </Text>
      )}
    </Stack>
  );
}
