import { ActionIcon, Button, Group, Select, TextInput, Tooltip } from '@mantine/core';
import { IconKey, IconPlus, IconRefresh, IconSearch } from '@tabler/icons-react';
import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/queries/keys';
import { credentialsQuery } from '@/api/queries/vault';
import { groupAccountId } from '@/lib/format';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, LoadingRows } from '@/ui/states';
import { UserDrawer } from './user-drawer';
import { UsersTable } from './users-table';

const route = getRouteApi('/signed-in/iam/users');

/** /iam/users: the users of the account that the chosen credential belongs to. */
export function UsersPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const [text, setText] = useState('');
  const credentials = useQuery(credentialsQuery);
  const list = credentials.data ?? [];
  const credential =
    list.find((item) => item.id === search.credential) ?? list.find((item) => item.is_default) ?? list[0];
  const usersKey = [...keys.iamUsers, credential?.id];
  const fetching = useIsFetching({ queryKey: usersKey }) > 0;

  return (
    <Page title={t('iam.title')} description={t('iam.description')}>
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
        <Panel flush>
          <Group px="md" py="sm" gap="sm" align="flex-end">
            <TextInput
              label={t('iam.search')}
              placeholder={t('iam.searchHint')}
              type="search"
              leftSection={<IconSearch size={15} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              flex={1}
              miw={220}
            />
            <Select
              label={t('iam.credential')}
              w={280}
              value={String(credential.id)}
              onChange={(id) => void navigate({ search: id ? { credential: Number(id) } : {} })}
              data={list.map((item) => {
                const label = item.is_default
                  ? t('iam.credentialDefault', { label: item.label })
                  : item.label;
                const account = item.aws_account_id ? ` · ${groupAccountId(item.aws_account_id)}` : '';
                return { value: String(item.id), label: label + account };
              })}
            />
            <Tooltip label={t('iam.refresh')}>
              <ActionIcon
                variant="default"
                size={32}
                aria-label={t('iam.refresh')}
                loading={fetching}
                onClick={() => void queryClient.invalidateQueries({ queryKey: usersKey })}
              >
                <IconRefresh size={16} />
              </ActionIcon>
            </Tooltip>
          </Group>
          <UsersTable
            credentialId={credential.id}
            text={text}
            onOpen={(user) => void navigate({ search: { ...search, user } })}
          />
          <UserDrawer
            credentialId={credential.id}
            userName={search.user ?? null}
            onClose={() =>
              void navigate({
                search: search.credential ? { credential: search.credential } : {},
                replace: true,
              })
            }
          />
        </Panel>
      )}
    </Page>
  );
}
