import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { groupAccountId } from '@/lib/format';
import { CopyButton } from './copy-button';
import classes from './identifiers.module.css';

/** An AWS account id in groups of four; what is copied has no spaces. */
export function AccountId({ id, copy = true }: { id: string; copy?: boolean }) {
  const { t } = useTranslation();
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
      <Text component="span" ff="monospace" fz="sm" className={classes.whole}>
        {groupAccountId(id)}
      </Text>
      {copy && <CopyButton text={id} what={t('ui.accountId')} size="xs" />}
    </Group>
  );
}

/** An ARN on one line: it never breaks, scrolls away in its middle when too long, and copies with one click. */
export function Arn({ arn, what }: { arn: string; what?: string }) {
  const { t } = useTranslation();
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex" maw="100%" miw={0}>
      <Text component="span" ff="monospace" fz="xs" className={classes.arn} title={arn}>
        {arn}
      </Text>
      <CopyButton text={arn} what={what ?? t('ui.arn')} size="xs" />
    </Group>
  );
}
