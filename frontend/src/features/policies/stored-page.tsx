import { Anchor, Badge, Group, Skeleton, Tabs, Text } from '@mantine/core';
import {
  IconArrowLeft,
  IconFileCode,
  IconFileOff,
  IconHistory,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/api/errors';
import { storedPolicyQuery, type StoredPolicy } from '@/api/queries/library';
import { useMay } from '@/api/queries/role';
import { GuardedButton } from '@/ui/guarded-button';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState } from '@/ui/states';
import { Time } from '@/ui/time';
import { useDialog } from '@/ui/use-dialog';
import { DeletePolicy, PolicyDetails } from './stored-dialogs';
import { StoredDocument } from './stored-document';
import { StoredHistory } from './stored-history';

const route = getRouteApi('/signed-in/policies/$id');

/** /policies/{id}: one policy of the library, with its cases and its history. */
export function StoredPolicyPage() {
  const { t } = useTranslation();
  const id = Number(route.useParams().id);
  const known = Number.isSafeInteger(id) && id > 0;
  const policy = useQuery({ ...storedPolicyQuery(id), enabled: known });
  const missing = !known || (policy.isError && toApiError(policy.error).status === 404);
  if (missing || policy.isError) {
    return (
      <Page title={t('library.title')}>
        <BackLink />
        <Panel>
          {missing ? (
            <EmptyState icon={<IconFileOff size={22} />} title={t('library.policy.missing')}>
              {t('library.policy.missingBody')}
            </EmptyState>
          ) : (
            <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />
          )}
        </Panel>
      </Page>
    );
  }
  if (policy.isPending) {
    return (
      <Page title={t('library.title')} heading={<Skeleton height={26} width={260} />} width={1320}>
        <Skeleton height={420} radius="lg" aria-label={t('ui.loading')} role="status" />
      </Page>
    );
  }
  return <Content key={id} policy={policy.data} />;
}

function BackLink() {
  const { t } = useTranslation();
  return (
    <Anchor fz="sm" w="fit-content" renderRoot={(props) => <Link to="/policies" {...props} />}>
      <Group gap={5} component="span" display="inline-flex">
        <IconArrowLeft size={15} aria-hidden />
        {t('library.policy.back')}
      </Group>
    </Anchor>
  );
}

function Content({ policy }: { policy: StoredPolicy }) {
  const { t } = useTranslation();
  const may = useMay('policies.write');
  const { view = 'document' } = route.useSearch();
  const navigate = route.useNavigate();
  const details = useDialog<StoredPolicy>();
  const removal = useDialog<StoredPolicy>();
  const reason = may ? null : t('library.role');
  return (
    <Page
      title={policy.name}
      description={policy.description}
      width={1320}
      actions={
        <>
          <GuardedButton
            variant="default"
            leftSection={<IconPencil size={15} />}
            reason={reason}
            onClick={() => details.open(policy)}
          >
            {t('library.policy.edit')}
          </GuardedButton>
          <GuardedButton
            variant="default"
            leftSection={<IconTrash size={15} />}
            reason={reason}
            onClick={() => removal.open(policy)}
          >
            {t('library.policy.delete')}
          </GuardedButton>
        </>
      }
    >
      <Group gap="sm" mt={-10}>
        <BackLink />
        <Badge color="gray">{t(`policies.types.${policy.policy_type}`)}</Badge>
        <Text fz="sm" c="dimmed">
          {t('library.policy.version', { version: policy.version })} · <Time at={policy.updated_at} />
          {policy.updated_by && ` ${t('library.policy.by', { who: policy.updated_by })}`}
        </Text>
      </Group>
      <Tabs
        value={view}
        keepMounted={false}
        onChange={(value) =>
          void navigate({ search: value === 'history' ? { view: 'history' } : {}, replace: true })
        }
      >
        <Tabs.List aria-label={t('library.policy.views')} mb="lg">
          <Tabs.Tab value="document" leftSection={<IconFileCode size={16} aria-hidden />}>
            {t('library.policy.document')}
          </Tabs.Tab>
          <Tabs.Tab
            value="history"
            leftSection={<IconHistory size={16} aria-hidden />}
            rightSection={
              <Badge size="sm" color="gray" circle={policy.version < 10}>
                {policy.version}
              </Badge>
            }
          >
            {t('library.policy.history')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="document">
          <StoredDocument policy={policy} readOnly={reason} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <StoredHistory policy={policy} readOnly={reason} />
        </Tabs.Panel>
      </Tabs>
      <PolicyDetails dialog={details} />
      <DeletePolicy dialog={removal} />
    </Page>
  );
}
