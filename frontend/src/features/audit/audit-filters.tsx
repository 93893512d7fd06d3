import { Group, Select, Skeleton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

const DateRange = lazy(() => import('./date-range'));

/** What the filter bar holds. */
export interface FilterValues {
  q: string;
  /** First and last day, as calendar days. */
  dates: [string | null, string | null];
  /** The start of the wanted actions, such as "vault."; empty for all. */
  area: string;
  success: '' | 'true' | 'false';
  /** Number of a member of the workspace; empty for everybody. */
  user: string;
  /** An AWS account; empty for all, and until its twelve digits are there. */
  account: string;
}

/** Everything is shown. */
export const noFilters: FilterValues = {
  q: '',
  dates: [null, null],
  area: '',
  success: '',
  user: '',
  account: '',
};

const areas = ['accounts', 'vault', 'policies', 'iam', 'teams', 'aws'] as const;

/** Narrows the audit log by text, days, area and outcome. */
export function AuditFilters({
  values,
  people,
  onChange,
}: {
  values: FilterValues;
  /** The members of the workspace. */
  people: readonly { id: number; email: string }[];
  onChange: (values: FilterValues) => void;
}) {
  const { t } = useTranslation();
  return (
    <Group px="md" py="sm" gap="sm" align="flex-end" role="search">
      <TextInput
        label={t('audit.search')}
        placeholder={t('audit.searchHint')}
        type="search"
        leftSection={<IconSearch size={15} />}
        value={values.q}
        onChange={(event) => onChange({ ...values, q: event.currentTarget.value })}
        maxLength={100}
        flex={1}
        miw={220}
      />
      <Suspense fallback={<Skeleton height={32} width={220} />}>
        <DateRange dates={values.dates} onChange={(dates) => onChange({ ...values, dates })} />
      </Suspense>
      <Select
        label={t('audit.action')}
        w={170}
        value={values.area}
        onChange={(area) => onChange({ ...values, area: area ?? '' })}
        data={[
          { value: '', label: t('audit.anyAction') },
          ...areas.map((area) => ({ value: `${area}.`, label: t(`audit.actionGroups.${area}`) })),
        ]}
      />
      <Select
        label={t('audit.user')}
        w={210}
        searchable
        value={values.user}
        onChange={(user) => onChange({ ...values, user: user ?? '' })}
        data={[
          { value: '', label: t('audit.anybody') },
          ...people.map(({ id, email }) => ({ value: String(id), label: email })),
        ]}
      />
      <TextInput
        label={t('audit.account')}
        placeholder="123456789012"
        inputMode="numeric"
        autoComplete="off"
        w={150}
        value={values.account}
        error={values.account !== '' && !/^[\d ]*$/.test(values.account) ? t('audit.accountBad') : null}
        onChange={(event) => onChange({ ...values, account: event.currentTarget.value })}
        maxLength={16}
      />
      <Select
        label={t('audit.outcome')}
        w={150}
        value={values.success}
        onChange={(success) => onChange({ ...values, success: success ?? '' })}
        data={[
          { value: '', label: t('audit.anyOutcome') },
          { value: 'true', label: t('audit.succeeded') },
          { value: 'false', label: t('audit.failedOnly') },
        ]}
      />
    </Group>
  );
}
