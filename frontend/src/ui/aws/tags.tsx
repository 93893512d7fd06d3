import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Plan } from '@/api/queries/plans';
import { tagChange, textsOf } from '@/lib/tag-texts';
import { AskButton, Part } from './detail';
import { field } from './fields';
import { PlanForm } from './plan-form';

/** The tags of something; where `make` is given, they can be changed. */
export function Tags({
  tags,
  make,
}: {
  tags: Record<string, string>;
  make?: (change: { set: Record<string, string>; remove: string[] }) => Promise<Plan>;
}) {
  const { t } = useTranslation();
  const entries = Object.entries(tags);
  return (
    <Part
      title={t('iam.detail.tags')}
      none={entries.length === 0 && t('iam.detail.noTags')}
      actions={
        make && (
          <AskButton
            title={t('iam.actions.editTags')}
            label={t('iam.actions.editTags')}
            form={() => <EditTags tags={tags} make={make} />}
          >
            {t('iam.actions.edit')}
          </AskButton>
        )
      }
    >
      <Table fz="sm" withRowBorders={false} verticalSpacing={3} aria-label={t('iam.detail.tags')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="40%">{t('iam.detail.tagKey')}</Table.Th>
            <Table.Th>{t('iam.detail.tagValue')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(([key, value]) => (
            <Table.Tr key={key}>
              <Table.Td>{key}</Table.Td>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  );
}

/** What is taken away is removed, what is new is set. */
function EditTags({ tags, make }: Required<Parameters<typeof Tags>[0]>) {
  const { t } = useTranslation();
  return (
    <PlanForm
      fields={{
        tags: field.texts(t('iam.detail.tags'), t('iam.forms.tagsHint'), { initial: textsOf(tags) }),
      }}
      make={(values) => make(tagChange(tags, values.tags))}
    />
  );
}
