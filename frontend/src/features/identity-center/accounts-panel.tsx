import { Select, Stack, Text, TextInput } from '@mantine/core';
import { IconBuilding, IconKeyOff, IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignmentsQuery, type IcAssignment, type IcPlace } from '@/api/queries/identity-center';
import { AskButton } from '@/ui/aws/detail';
import { Loaded } from '@/ui/aws/loaded';
import { Notes } from '@/ui/aws/notes';
import { useOpened } from '@/ui/aws/opened';
import { searchItems } from '@/ui/aws/search';
import { SearchField } from '@/ui/aws/search-field';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { VirtualTable, type Column } from '@/ui/virtual-table';
import { AssignForm, useAccountChoices } from './assign-form';
import { assignmentKey, Principal, Unassign } from './assignments';

const accountShape = /^\d{12}$/;

/** Who gets what in one account. */
export function AccountsPanel({ place }: { place: IcPlace }) {
  const { t } = useTranslation();
  const opened = useOpened();
  const { choices, loading } = useAccountChoices(place.credentialId);
  const account = opened.name && accountShape.test(opened.name) ? opened.name : null;
  const [typed, setTyped] = useState(account ?? '');
  return (
    <Stack gap="lg">
      <Panel>
        {choices.length > 0 || loading ? (
          <Select
            label={t('organizations.account')}
            placeholder={loading ? t('ui.loading') : t('aws.choose')}
            searchable
            limit={60}
            maw={420}
            nothingFoundMessage={t('aws.noChoice')}
            value={account}
            onChange={(id) => id && opened.open(id)}
            data={choices}
          />
        ) : (
          <TextInput
            label={t('organizations.account')}
            placeholder="123456789012"
            maw={420}
            maxLength={14}
            inputMode="numeric"
            value={typed}
            onChange={(event) => {
              const id = event.currentTarget.value;
              setTyped(id);
              if (accountShape.test(id.replaceAll(' ', ''))) opened.open(id.replaceAll(' ', ''));
            }}
          />
        )}
      </Panel>
      {account ? (
        <OfAccount
          key={account}
          place={place}
          account={account}
          name={choices.find(({ value }) => value === account)?.label ?? account}
        />
      ) : (
        <Panel>
          <EmptyState icon={<IconBuilding size={22} />} title={t('identityCenter.chooseAccount')}>
            {t('identityCenter.chooseAccountBody')}
          </EmptyState>
        </Panel>
      )}
    </Stack>
  );
}

function OfAccount({ place, account, name }: { place: IcPlace; account: string; name: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const query = useQuery(assignmentsQuery(place, { account_id: account }));
  const columns = useMemo<Column<IcAssignment>[]>(
    () => [
      {
        key: 'set',
        heading: t('identityCenter.set'),
        width: 'minmax(200px, 1fr)',
        cell: (item) => (
          <Text fz="sm" fw={550} truncate>
            {item.permission_set_name}
          </Text>
        ),
      },
      {
        key: 'who',
        heading: t('identityCenter.who'),
        width: 'minmax(220px, 1.4fr)',
        cell: (item) => <Principal item={item} />,
      },
      {
        key: 'remove',
        heading: t('identityCenter.change'),
        width: '120px',
        cell: (item) => <Unassign place={place} item={item} />,
      },
    ],
    [t, place],
  );
  return (
    <Panel
      id="assignments"
      flush
      title={t('identityCenter.assignments')}
      actions={
        <AskButton
          title={t('identityCenter.assignIn', { name })}
          form={() => <AssignForm place={place} fixed={{ account_id: account }} />}
        >
          {t('identityCenter.assign')}
        </AskButton>
      }
    >
      <Loaded query={query}>
        {({ items, notes }) => {
          const found = searchItems(
            items,
            text,
            (item) => `${item.permission_set_name} ${item.principal_name} ${item.principal_id}`,
          );
          return items.length === 0 ? (
            <EmptyState icon={<IconKeyOff size={22} />} title={t('identityCenter.noAssignments')}>
              {t('identityCenter.noAssignmentsBody')}
            </EmptyState>
          ) : (
            <>
              <Stack px="md" py="sm" gap="sm">
                <Notes notes={notes} />
                <SearchField
                  label={t('identityCenter.searchAssignments')}
                  hint={t('identityCenter.assignmentHint')}
                  value={text}
                  onChange={setText}
                />
              </Stack>
              {found.length === 0 ? (
                <EmptyState icon={<IconSearchOff size={22} />} title={t('iam.noMatch', { text })} />
              ) : (
                <VirtualTable
                  label={t('identityCenter.assignments')}
                  columns={columns}
                  rows={found}
                  rowKey={assignmentKey}
                  minWidth={680}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
