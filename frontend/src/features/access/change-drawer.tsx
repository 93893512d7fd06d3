import { Badge, Drawer, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccessChange, PrincipalChange } from '@/api/queries/snapshots';
import { Arn } from '@/ui/identifiers';
import type { Causes } from './diff';
import { Conditions, Part } from './reasons';
import { shortName } from './words';
import classes from './access.module.css';

const decisions = ['allowed', 'explicit_deny', 'implicit_deny', 'unknown'] as const;

/** How the access of one principal changed, with a request that shows each change, and what it may come from. */
export function ChangeDrawer({
  change,
  causes,
  onClose,
}: {
  change: PrincipalChange | null;
  causes: Causes | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={change !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={change ? shortName(change.principal_arn) : ''}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {change && causes && <Content change={change} causes={causes} />}
    </Drawer>
  );
}

function Content({ change, causes }: { change: PrincipalChange; causes: Causes }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <Arn arn={change.principal_arn} />
      {(['gained', 'lost', 'changed'] as const).map(
        (key) =>
          change[key].length > 0 && (
            <Part key={key} title={t(`access.changes.${key}`)}>
              <ul className={classes.grants}>
                {change[key].map((one) => (
                  <Change key={`${one.resource} ${one.actions.join()} ${one.example}`} one={one} />
                ))}
              </ul>
            </Part>
          ),
      )}
      {change.unknown && change.unknown.length > 0 && (
        <Part title={t('access.why.missing')}>
          <Lines lines={change.unknown} />
        </Part>
      )}
      {causes.direct.length + causes.shared.length > 0 && (
        <Part title={t('access.changes.causes')}>
          {causes.direct.length > 0 ? (
            <Lines
              lines={causes.direct.map(({ kind, name }) => `${t(`access.changes.link_${kind}`)}: ${name}`)}
            />
          ) : (
            <>
              <Text fz="sm" c="dimmed">
                {t('access.changes.causesShared')}
              </Text>
              <Lines lines={causes.shared} />
            </>
          )}
        </Part>
      )}
    </Stack>
  );
}

function Change({ one }: { one: AccessChange }) {
  const { t } = useTranslation();
  const decision = (text: string) => {
    const known = decisions.find((name) => name === text);
    return known ? t(`access.changes.decision.${known}`) : text;
  };
  return (
    <li className={classes.grant}>
      <Text fz="sm" fw={600} ff="monospace" className={classes.words}>
        {one.actions.join(', ')}
      </Text>
      <Text fz="xs" c="dimmed" className={classes.words}>
        {t('access.what.on')} <span className={classes.code}>{one.resource}</span>
      </Text>
      <Group gap={6}>
        <Badge color={one.before === 'allowed' ? 'teal' : 'gray'}>{decision(one.before)}</Badge>
        <Text component="span" fz="sm" aria-label={t('access.changes.then')}>
          →
        </Text>
        <Badge color={one.after === 'allowed' ? 'teal' : 'gray'}>{decision(one.after)}</Badge>
      </Group>
      {one.example !== one.resource && (
        <Text fz="xs" c="dimmed" className={classes.words}>
          {t('access.changes.example')} <span className={classes.code}>{one.example}</span>
        </Text>
      )}
      {one.conditions.length > 0 && <Conditions conditions={one.conditions} />}
    </li>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <Stack gap={4}>
      {lines.map((line) => (
        <Text key={line} fz="xs" ff="monospace" className={classes.words}>
          {line}
        </Text>
      ))}
    </Stack>
  );
}
