import { Button, Group, Select } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { credentialsQuery } from '@/api/queries/vault';
import { groupAccountId } from '@/lib/format';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { PlannerProvider } from '@/ui/plans/planner';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';

/** Which thing of a list is open; the address says it. */
export function useOpened(): { name: string | null; open: (name: string) => void; close: () => void } {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const credential = search.credential ? { credential: search.credential } : {};
  return {
    name: search.open ?? null,
    open: (name) => void navigate({ to: '.', search: { ...credential, open: name } }),
    close: () => void navigate({ to: '.', search: credential, replace: true }),
  };
}

/** A page of IAM: with which credential it asks, and the dialogs that its changes go through. */
export function IamPage({
  title,
  description,
  children,
}: {
  title: string;
  description: string;
  children: (credentialId: number) => ReactNode;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const credentials = useQuery(credentialsQuery);
  const list = credentials.data ?? [];
  const credential =
    list.find((item) => item.id === search.credential) ?? list.find((item) => item.is_default) ?? list[0];
  return (
    <Page
      title={title}
      description={description}
      actions={
        credential && (
          <Group gap="xs">
            <Select
              aria-label={t('iam.credential')}
              w={280}
              value={String(credential.id)}
              onChange={(id) => void navigate({ to: '.', search: id ? { credential: Number(id) } : {} })}
              data={list.map((item) => {
                const label = item.is_default
                  ? t('iam.credentialDefault', { label: item.label })
                  : item.label;
                const account = item.aws_account_id ? ` · ${groupAccountId(item.aws_account_id)}` : '';
                return { value: String(item.id), label: label + account };
              })}
            />
          </Group>
        )
      }
    >
      {credentials.isPending ? (
        <Panel flush>
          <LoadingRows rows={6} />
        </Panel>
      ) : credentials.isError ? (
        <Panel>
          <ErrorState error={credentials.error} onRetry={() => void credentials.refetch()} />
        </Panel>
      ) : !credential ? (
        <Panel>
          <EmptyState
            icon={<IconKey size={22} />}
            title={t('iam.noCredentials')}
            action={
              <Button
                leftSection={<IconPlus size={16} />}
                renderRoot={(props) => (
                  <Link to="/settings" search={{ tab: 'credentials', add: true }} {...props} />
                )}
              >
                {t('iam.addCredentials')}
              </Button>
            }
          >
            {t('iam.noCredentialsBody')}
          </EmptyState>
        </Panel>
      ) : (
        // Another credential may be of another account: nothing of this one stays.
        <PlannerProvider key={credential.id}>{children(credential.id)}</PlannerProvider>
      )}
    </Page>
  );
}
