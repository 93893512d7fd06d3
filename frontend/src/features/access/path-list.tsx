import { Badge, Group, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessGraph } from '@/api/queries/access';
import { Panel } from '@/ui/panel';
import { RowButton, VirtualTable, type Column } from '@/ui/virtual-table';
import { shortName } from './words';

interface Row {
  id: string;
  steps: number;
  certain: boolean;
  administrator: boolean;
}

/** Everybody who is or can become an administrator, for the keyboard and for whoever listens. */
export function PathList({
  graph,
  selected,
  onSelect,
}: {
  graph: AccessGraph;
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const rows = useMemo((): Row[] => {
    const all: Row[] = [
      ...graph.outside.map(({ exposure, steps }) => ({
        id: exposure.principal,
        steps: steps.length + 1,
        certain: exposure.conditions.length === 0,
        administrator: false,
      })),
      ...graph.escalations.map(({ principal_arn: id, steps, certain }) => ({
        id,
        steps: steps.length,
        certain,
        administrator: false,
      })),
      ...graph.administrators.map(({ principal_arn: id }) => ({
        id,
        steps: 0,
        certain: true,
        administrator: true,
      })),
    ];
    const seen = new Set<string>();
    return all.filter(({ id }) => !seen.has(id) && seen.add(id));
  }, [graph]);
  const found = useMemo(() => {
    const part = text.trim().toLowerCase();
    return part ? rows.filter(({ id }) => id.toLowerCase().includes(part)) : rows;
  }, [rows, text]);
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: 'principal',
        heading: t('access.paths.columns.principal'),
        width: 'minmax(0, 1fr)',
        cell: ({ id }) => (
          <RowButton label={t('access.paths.open', { name: shortName(id) })} onClick={() => onSelect(id)}>
            <Text component="span" fz="sm" fw={id === selected ? 700 : 500}>
              {shortName(id)}
            </Text>
          </RowButton>
        ),
      },
      {
        key: 'steps',
        heading: t('access.paths.columns.steps'),
        width: '132px',
        cell: ({ steps, certain, administrator }) =>
          administrator ? (
            <Badge color="red">{t('access.paths.admin')}</Badge>
          ) : (
            <Group gap={6} wrap="nowrap">
              <Text fz="sm" className="numbers">
                {steps}
              </Text>
              <Badge color={certain ? 'orange' : 'gray'}>
                {certain ? t('access.paths.sure') : t('access.paths.unsure')}
              </Badge>
            </Group>
          ),
      },
    ],
    [t, onSelect, selected],
  );
  return (
    <Panel id="paths" flush title={t('access.paths.list')}>
      <TextInput
        px="md"
        py={10}
        aria-label={t('access.paths.find')}
        placeholder={t('access.paths.findHint')}
        type="search"
        leftSection={<IconSearch size={15} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <VirtualTable
        label={t('access.paths.list')}
        columns={columns}
        rows={found}
        rowKey={({ id }) => id}
        minWidth={280}
        maxHeight={360}
      />
    </Panel>
  );
}
