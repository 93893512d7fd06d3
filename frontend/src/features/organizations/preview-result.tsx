import { Badge, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconHelp, IconShieldX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScpPreview, ScpPreviewUse } from '@/api/queries/organizations';
import { groupAccountId, parseArn, wholeNumber } from '@/lib/format';
import { countColumn, quietColumn } from '@/ui/aws/cells';
import { Notes } from '@/ui/aws/notes';
import { Panel } from '@/ui/panel';
import { Verdict } from '@/ui/verdict';
import { VirtualTable, type Column } from '@/ui/virtual-table';

/** What a change of SCPs would have done to the calls that were seen. */
export function PreviewResult({ preview }: { preview: ScpPreview }) {
  const { t, i18n } = useTranslation();
  const calls = (uses: readonly ScpPreviewUse[]) => uses.reduce((sum, { count }) => sum + count, 0);
  const denied = calls(preview.denied);
  const unknown = calls(preview.unknown);
  const tone = denied > 0 ? 'bad' : unknown > 0 ? 'warn' : 'good';
  const Icon = denied > 0 ? IconShieldX : unknown > 0 ? IconHelp : IconCircleCheck;
  const title =
    denied > 0
      ? t('organizations.preview.denies', { count: denied })
      : unknown > 0
        ? t('organizations.preview.unsure', { count: unknown })
        : t('organizations.preview.harmless');
  return (
    <Stack gap="lg" aria-live="polite">
      <Panel>
        <Verdict Icon={Icon} tone={tone} title={title}>
          {t('organizations.preview.looked', {
            events: wholeNumber(preview.events, i18n.language),
            replayed: wholeNumber(preview.replayed, i18n.language),
            accounts: wholeNumber(preview.accounts.length, i18n.language),
          })}
        </Verdict>
      </Panel>
      <Notes notes={preview.notes} />
      <Uses id="denied" uses={preview.denied} colour="red" />
      <Uses id="unknown" uses={preview.unknown} colour="orange" />
      <Uses id="newly_allowed" uses={preview.newly_allowed} colour="blue" />
      <Uses id="already_denied" uses={preview.already_denied} colour="gray" />
      {preview.exempt.length > 0 && (
        <Panel id="exempt" title={t('organizations.preview.exempt')}>
          <Stack gap={4}>
            {preview.exempt.map(({ principal, count, reason }) => (
              <Text key={`${principal} ${reason}`} fz="sm">
                <b className="numbers">{wholeNumber(count, i18n.language)}</b> · {principal} · {reason}
              </Text>
            ))}
          </Stack>
        </Panel>
      )}
      {preview.unmatched.length > 0 && (
        <Panel id="unmatched" title={t('organizations.preview.unmatched')}>
          <Text fz="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {preview.unmatched.join(', ')}
          </Text>
        </Panel>
      )}
    </Stack>
  );
}

function Uses({
  id,
  uses,
  colour,
}: {
  id: 'denied' | 'unknown' | 'newly_allowed' | 'already_denied';
  uses: readonly ScpPreviewUse[];
  colour: string;
}) {
  const { t } = useTranslation();
  const columns = useMemo<Column<ScpPreviewUse>[]>(
    () => [
      {
        key: 'action',
        heading: t('organizations.preview.action'),
        width: 'minmax(180px, 1fr)',
        cell: (use) => (
          <Text fz="xs" ff="monospace" fw={600} truncate title={use.resource ?? use.action}>
            {use.action}
          </Text>
        ),
      },
      quietColumn(
        'principal',
        t('organizations.preview.principal'),
        (use) => parseArn(use.principal)?.resource ?? use.principal,
        'minmax(180px, 1.2fr)',
        'code',
      ),
      quietColumn(
        'account',
        t('organizations.account'),
        (use) => groupAccountId(use.account_id),
        '140px',
        'code',
      ),
      countColumn('count', t('organizations.preview.count'), (use) => use.count, '80px'),
      quietColumn(
        'by',
        t('organizations.preview.why'),
        (use) =>
          [use.by, use.reason, use.missing_keys?.join(', ')]
            .filter((part) => part && part !== '')
            .join(' · '),
        'minmax(200px, 1.6fr)',
      ),
    ],
    [t],
  );
  if (uses.length === 0) return null;
  return (
    <Panel
      id={id}
      flush
      title={t(`organizations.preview.uses.${id}`)}
      actions={<Badge color={colour}>{uses.reduce((sum, { count }) => sum + count, 0)}</Badge>}
    >
      <VirtualTable
        label={t(`organizations.preview.uses.${id}`)}
        columns={columns}
        rows={uses}
        rowKey={(use) =>
          `${use.principal} ${use.action} ${use.account_id} ${use.by ?? ''} ${use.reason ?? ''}`
        }
        minWidth={860}
        maxHeight={360}
      />
    </Panel>
  );
}
