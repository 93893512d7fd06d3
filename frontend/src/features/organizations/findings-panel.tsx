import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orgAuditQuery } from '@/api/queries/organizations';
import { FindingList } from '@/ui/aws/finding-list';
import { Loaded } from '@/ui/aws/loaded';
import { Notes } from '@/ui/aws/notes';
import { Panel } from '@/ui/panel';

/** What about the organization should be looked at. */
export function FindingsPanel({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const query = useQuery(orgAuditQuery(credentialId));
  const audit = query.data;
  return (
    <Stack gap="lg">
      {audit && <Notes notes={audit.notes} />}
      <Panel
        id="findings"
        flush
        title={t('aws.findings.title')}
        description={
          audit &&
          t('organizations.audited', {
            accounts: audit.accounts,
            units: audit.organizational_units,
            policies: audit.policies,
          })
        }
      >
        <Loaded query={query}>
          {({ findings }) => (
            <FindingList
              clean={t('organizations.clean')}
              findings={findings.map(({ targets, learn_more: source, suggestion, ...finding }) => ({
                ...finding,
                subjects: targets,
                ...(source ? { source } : {}),
                ...(suggestion ? { suggestion } : {}),
              }))}
            />
          )}
        </Loaded>
      </Panel>
    </Stack>
  );
}
