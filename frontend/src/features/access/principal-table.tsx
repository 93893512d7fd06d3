import { Badge, Drawer, Stack, Text } from '@mantine/core';
import { IconUser, IconUserShield } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessCondition, AccessStatement } from '@/api/queries/access';
import { Arn } from '@/ui/identifiers';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { ArnList, Conditions, Part, Statements } from './reasons';
import { conditionLine, policyName, shortName } from './words';

/** A user or role in an answer, with why it is there. */
export interface AnsweredPrincipal {
  principal_arn: string;
  /** Why it is not certain, in a sentence; empty when it is. */
  reason: string;
  conditions: AccessCondition[];
  statements: AccessStatement[];
  missing_policies?: string[] | null;
  missing_context?: string[] | null;
  assigned_to?: string[] | null;
}

/** Principals of an answer; each row opens why. */
export function PrincipalTable({ principals }: { principals: AnsweredPrincipal[] }) {
  const { t } = useTranslation();
  const [opened, open] = useState<AnsweredPrincipal | null>(null);
  const columns = useMemo<Column<AnsweredPrincipal>[]>(
    () => [
      {
        key: 'principal',
        heading: t('access.columns.principal'),
        width: 'minmax(220px, 1.3fr)',
        cell: (one) => <PrincipalButton id={one.principal_arn} onClick={() => open(one)} />,
      },
      {
        key: 'access',
        heading: t('access.columns.access'),
        width: 'minmax(240px, 2fr)',
        cell: (one) =>
          one.reason ? (
            <Text fz="sm" c="dimmed" truncate>
              {one.reason}
            </Text>
          ) : one.conditions.length === 0 ? (
            <Badge color="teal">{t('access.always')}</Badge>
          ) : (
            <Text fz="xs" ff="monospace" truncate title={t('access.conditional')}>
              {one.conditions
                .map((c) =>
                  [t(c.effect === 'Allow' ? 'access.why.must' : 'access.why.mustNot'), conditionLine(c)].join(
                    ' ',
                  ),
                )
                .join('; ')}
            </Text>
          ),
      },
      {
        key: 'by',
        heading: t('access.columns.by'),
        width: 'minmax(150px, 1fr)',
        cell: (one) => (
          <Text fz="sm" c="dimmed" truncate>
            {[
              ...new Set(
                one.statements
                  .filter(({ effect }) => effect === 'Allow')
                  .map(({ policy_id: id }) => policyName(id ?? '')),
              ),
            ].join(', ')}
          </Text>
        ),
      },
    ],
    [t],
  );
  return (
    <>
      <VirtualTable
        label={t('access.who.table')}
        columns={columns}
        rows={principals}
        rowKey={(one) => one.principal_arn}
        minWidth={720}
      />
      <Drawer
        opened={opened !== null}
        onClose={() => open(null)}
        position="right"
        size="lg"
        title={opened ? shortName(opened.principal_arn) : ''}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {opened && <Why one={opened} />}
      </Drawer>
    </>
  );
}

/** A principal with a sign of what it is; it opens more about it. */
export function PrincipalButton({ id, onClick }: { id: string; onClick: () => void }) {
  const { t } = useTranslation();
  const name = shortName(id);
  const Icon = name.startsWith('role/') ? IconUserShield : IconUser;
  return (
    <RowButton label={t('access.open', { name })} onClick={onClick}>
      <Icon size={15} style={{ verticalAlign: '-2px', marginRight: 8, opacity: 0.7 }} aria-hidden />
      <Text component="span" fz="sm" fw={550}>
        {name}
      </Text>
    </RowButton>
  );
}

function Why({ one }: { one: AnsweredPrincipal }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <Arn arn={one.principal_arn} />
      {one.reason && <Text fz="sm">{one.reason}</Text>}
      <Part title={t('access.why.conditions')}>
        <Conditions conditions={one.conditions} />
      </Part>
      {one.statements.length > 0 && (
        <Part title={t('access.why.statements')}>
          <Statements statements={one.statements} />
        </Part>
      )}
      {one.missing_policies && one.missing_policies.length > 0 && (
        <Part title={t('access.why.missing')}>
          <ArnList arns={one.missing_policies} />
        </Part>
      )}
      {one.missing_context && one.missing_context.length > 0 && (
        <Part title={t('access.why.context')}>
          <Text fz="sm" ff="monospace">
            {one.missing_context.join(', ')}
          </Text>
        </Part>
      )}
      {one.assigned_to && one.assigned_to.length > 0 && (
        <Part title={t('access.why.assigned')}>
          <Text fz="sm">{one.assigned_to.join(', ')}</Text>
        </Part>
      )}
    </Stack>
  );
}
