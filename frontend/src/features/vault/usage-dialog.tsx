import { Badge, Group, Modal, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usageQuery, type Credential, type CredentialUsage } from '@/api/queries/vault';
import { ErrorState, LoadingRows } from '@/ui/states';
import { Time } from '@/ui/time';
import type { Dialog } from '@/ui/use-dialog';

/** What AWS was asked with a credential: by day, by operation, by person. */
export function UsageDialog({ dialog }: { dialog: Dialog<Credential> }) {
  const { t } = useTranslation();
  const credential = dialog.about;
  return (
    <Modal
      opened={dialog.opened}
      onClose={dialog.close}
      onExitTransitionEnd={dialog.onExited}
      size="xl"
      title={t('vault.usagePanel.title', { label: credential?.label })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {credential && <Usage id={credential.id} />}
    </Modal>
  );
}

function Usage({ id }: { id: number }) {
  const { t } = useTranslation();
  const usage = useQuery(usageQuery(id));
  if (usage.isPending) return <LoadingRows rows={4} />;
  if (usage.isError) return <ErrorState error={usage.error} onRetry={() => void usage.refetch()} />;
  const { calls, failed, by_day, by_operation, by_user } = usage.data;
  return (
    <Stack gap="md">
      <Text fz="sm" c="dimmed">
        {t('vault.usagePanel.period')}
      </Text>
      {calls === 0 ? (
        <Text fz="sm">{t('vault.usagePanel.none')}</Text>
      ) : (
        <>
          <Group gap="xs">
            <Badge>{t('vault.usagePanel.calls', { count: calls })}</Badge>
            {failed > 0 && <Badge color="red">{t('vault.usagePanel.failed', { count: failed })}</Badge>}
          </Group>
          <Days days={by_day} />
          <Ranking
            title={t('vault.usagePanel.byOperation')}
            name={t('vault.usagePanel.operation')}
            rows={by_operation.map((row) => ({ ...row, name: row.operation }))}
            mono
          />
          <Ranking
            title={t('vault.usagePanel.byUser')}
            name={t('vault.usagePanel.user')}
            rows={by_user.map((row) => ({ ...row, name: row.email }))}
          />
        </>
      )}
    </Stack>
  );
}

/** A bar for each day with calls, those that failed at its foot. Beside the picture, every day's figures are said. */
function Days({ days }: { days: CredentialUsage['by_day'] }) {
  const { t } = useTranslation();
  const most = Math.max(...days.map((day) => day.calls), 1);
  const [height, width, gap] = [72, 18, 4];
  return (
    <section aria-labelledby="usage-by-day">
      <Title order={3} size="h3" id="usage-by-day" mb={6}>
        {t('vault.usagePanel.byDay')}
      </Title>
      <svg
        role="img"
        aria-labelledby="usage-by-day"
        width="100%"
        height={height + 2}
        viewBox={`0 0 ${Math.max(days.length, 20) * (width + gap)} ${height + 2}`}
        preserveAspectRatio="xMinYMax meet"
      >
        {days.map((day, index) => {
          const [all, bad] = [(day.calls / most) * height, (day.failed / most) * height];
          return (
            <g key={day.day} transform={`translate(${index * (width + gap)} 0)`}>
              <title>
                {`${day.day}: ${t('vault.usagePanel.calls', { count: day.calls })}, ${t('vault.usagePanel.failed', { count: day.failed })}`}
              </title>
              <rect
                y={height - all}
                width={width}
                height={all}
                rx={2}
                fill="var(--mantine-primary-color-filled)"
              />
              <rect y={height - bad} width={width} height={bad} rx={2} fill="var(--tone-bad)" />
            </g>
          );
        })}
      </svg>
      <VisuallyHidden component="ul">
        {days.map((day) => (
          <li key={day.day}>
            {day.day}: {t('vault.usagePanel.calls', { count: day.calls })},{' '}
            {t('vault.usagePanel.failed', { count: day.failed })}
          </li>
        ))}
      </VisuallyHidden>
    </section>
  );
}

function Ranking({
  title,
  name,
  rows,
  mono = false,
}: {
  title: string;
  name: string;
  rows: readonly { name: string; calls: number; failed: number; last_at: string }[];
  mono?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={3} size="h3" mb={6}>
        {title}
      </Title>
      <Table.ScrollContainer minWidth={480} type="native">
        <Table verticalSpacing={6} aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{name}</Table.Th>
              <Table.Th ta="right">{t('vault.usagePanel.callsColumn')}</Table.Th>
              <Table.Th ta="right">{t('vault.usagePanel.failedColumn')}</Table.Th>
              <Table.Th>{t('vault.usagePanel.lastColumn')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.name}>
                <Table.Td>
                  <Text fz="sm" {...(mono ? { ff: 'monospace' } : {})} style={{ overflowWrap: 'anywhere' }}>
                    {row.name}
                  </Text>
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {row.calls}
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {row.failed}
                </Table.Td>
                <Table.Td fz="sm">
                  <Time at={row.last_at} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
