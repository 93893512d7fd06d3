import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PolicyFinding } from '@/api/queries/policies';
import { CopyButton } from '@/ui/copy-button';
import classes from './aws.module.css';

/** A document as AWS writes policies. */
export function documentText(document: unknown): string {
  return typeof document === 'string' ? document : JSON.stringify(document, null, 4);
}

/** A policy document that is looked at, with what the linter says of it. */
export function DocumentView({
  document,
  findings = [],
}: {
  document: unknown;
  findings?: readonly PolicyFinding[];
}) {
  const { t } = useTranslation();
  const text = documentText(document);
  return (
    <Stack gap={6}>
      <div className={classes.document}>
        <Code block tabIndex={0} mah={320} style={{ overflow: 'auto' }}>
          {text}
        </Code>
        <div className={classes.copy}>
          <CopyButton text={text} what={t('iam.detail.document')} size="xs" />
        </div>
      </div>
      {findings.length > 0 && (
        <ul className={classes.plain} aria-label={t('iam.document.findings')}>
          {findings.map((finding) => (
            <li key={`${finding.code}${finding.path}${finding.offset}`}>
              <Group gap={8} wrap="nowrap" align="flex-start">
                <Badge color={finding.type === 'error' ? 'red' : 'orange'} style={{ flex: 'none' }}>
                  {t(`policies.findings.${finding.type}`)}
                </Badge>
                <Text fz="sm">{finding.message}</Text>
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
