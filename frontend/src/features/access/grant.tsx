import { Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccessGrant, AccessScope } from '@/api/queries/access';
import { Conditions, StatementPlace } from './reasons';
import classes from './access.module.css';

const shownActions = 12;

/** What one statement allows, with everything that takes some of it away again. */
export function Grant({ grant }: { grant: AccessGrant }) {
  const { t } = useTranslation();
  const more = grant.actions.length - shownActions;
  return (
    <li className={classes.grant}>
      <Group gap={4}>
        {grant.actions.slice(0, shownActions).map((action) => (
          <Code key={action} fz="xs">
            {action}
          </Code>
        ))}
        {more > 0 && (
          <Text fz="xs" c="dimmed" title={grant.actions.slice(shownActions).join(', ')}>
            {t('access.what.moreActions', { count: more })}
          </Text>
        )}
      </Group>
      <Where resources={grant.resources} notResources={grant.not_resources} />
      {grant.conditions.length > 0 && <Conditions conditions={grant.conditions} />}
      {(grant.limits ?? []).map(({ by, any_of: anyOf }, i) => (
        <Stack key={i} gap={4}>
          <Text fz="xs" fw={600}>
            {t('access.what.limits')} {by}
          </Text>
          {anyOf && anyOf.length > 0 ? (
            <Scopes scopes={anyOf} />
          ) : (
            <Text fz="xs" c="dimmed">
              {t('access.what.limitUnknown')}
            </Text>
          )}
        </Stack>
      ))}
      {grant.except && grant.except.length > 0 && (
        <Stack gap={4}>
          <Text fz="xs" fw={600}>
            {t('access.what.except')}
          </Text>
          <Scopes scopes={grant.except} />
        </Stack>
      )}
      <Text component="div" fz="xs" c="dimmed">
        <StatementPlace statement={grant.statement} />
      </Text>
    </li>
  );
}

function Scopes({ scopes }: { scopes: readonly AccessScope[] }) {
  return (
    <Stack gap={4} pl="sm" style={{ borderLeft: '2px solid var(--line-strong)' }}>
      {scopes.map((scope, i) => (
        <Stack key={i} gap={3}>
          <Where resources={scope.resources} notResources={scope.not_resources} />
          {scope.conditions.length > 0 && <Conditions conditions={scope.conditions} />}
          <StatementPlace statement={scope.statement} />
        </Stack>
      ))}
    </Stack>
  );
}

function Where({
  resources,
  notResources,
}: {
  resources?: string[] | null | undefined;
  notResources?: string[] | null | undefined;
}) {
  const { t } = useTranslation();
  const named = notResources && notResources.length > 0 ? notResources : (resources ?? []);
  const all = named.length === 0 || (named.length === 1 && named[0] === '*');
  return (
    <Text fz="xs" c="dimmed" className={classes.words}>
      {notResources && notResources.length > 0 ? t('access.what.notOn') : t('access.what.on')}{' '}
      {all ? t('access.what.everything') : <span className={classes.code}>{named.join(', ')}</span>}
    </Text>
  );
}
