import { Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccountDiff } from '@/api/queries/snapshots';
import { Panel } from '@/ui/panel';
import { editGroups } from './diff';
import { Part } from './reasons';
import classes from './access.module.css';

const ways = [
  ['added', 'teal'],
  ['removed', 'red'],
  ['changed', 'blue'],
] as const;

/** What was edited in the account: users, groups, roles, policies, and what hangs where. */
export function EditsPanel({ diff }: { diff: AccountDiff }) {
  const { t } = useTranslation();
  const groups = editGroups(diff).filter((one) => ways.some(([way]) => one[way].length > 0));
  if (groups.length === 0 && diff.organization.length === 0) return null;
  return (
    <Panel id="edits" title={t('access.changes.edits')} description={t('access.changes.editsBody')}>
      <Stack gap="lg">
        {diff.organization.length > 0 && (
          <Part title={t('access.changes.organization')}>
            <Text fz="sm">{diff.organization.join(', ').toUpperCase()}</Text>
          </Part>
        )}
        {groups.map((group) => (
          <Part key={group.kind} title={t(`access.changes.kind.${group.kind}`)}>
            <Stack
              gap={4}
              className={classes.edits}
              tabIndex={0}
              role="group"
              aria-label={t(`access.changes.kind.${group.kind}`)}
            >
              {ways.flatMap(([way, colour]) =>
                group[way].map((name) => (
                  <Group key={`${way} ${name}`} gap={8} wrap="nowrap" align="baseline">
                    <Badge color={colour} flex="none">
                      {t(`access.changes.${way}`)}
                    </Badge>
                    <Text fz="xs" ff="monospace" className={classes.words}>
                      {name}
                    </Text>
                  </Group>
                )),
              )}
            </Stack>
          </Part>
        ))}
      </Stack>
    </Panel>
  );
}
