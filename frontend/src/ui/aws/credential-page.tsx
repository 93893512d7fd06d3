import { Select } from '@mantine/core';
import { useQuery, type QueryKey } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ability } from '@/api/queries/role';
import { credentialsQuery } from '@/api/queries/vault';
import { groupAccountId } from '@/lib/format';
import { NoCredentials } from '@/ui/no-credentials';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { PlannerProvider } from '@/ui/plans/planner';
import { Loaded } from './loaded';

/** A page about an AWS account: with which credential it asks, and the dialogs that its changes go through. */
export function CredentialPage({
  title,
  description,
  needs,
  ability,
  stale,
  width,
  children,
}: {
  title: string;
  description: string;
  /** What a credential is needed for; said while there is none. */
  needs: string;
  /** What one's role must allow to plan here. */
  ability: Ability;
  /** The answers that a change in AWS makes stale. */
  stale: QueryKey;
  width?: number;
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
      {...(width ? { width } : {})}
      actions={
        credential && (
          <Select
            aria-label={t('iam.credential')}
            w={280}
            value={String(credential.id)}
            onChange={(id) =>
              void navigate({
                to: '.',
                search: ({ view }) => ({
                  ...(view ? { view } : {}),
                  ...(id ? { credential: Number(id) } : {}),
                }),
              })
            }
            data={list.map((item) => {
              const label = item.is_default ? t('iam.credentialDefault', { label: item.label }) : item.label;
              const account = item.aws_account_id ? ` · ${groupAccountId(item.aws_account_id)}` : '';
              return { value: String(item.id), label: label + account };
            })}
          />
        )
      }
    >
      {!credential ? (
        <Panel>
          <Loaded query={credentials} rows={6}>
            {() => <NoCredentials needs={needs} />}
          </Loaded>
        </Panel>
      ) : (
        // Another credential may be of another account: nothing of this one stays.
        <PlannerProvider key={credential.id} ability={ability} stale={stale}>
          {children(credential.id)}
        </PlannerProvider>
      )}
    </Page>
  );
}
