import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isAborted } from '@/api/errors';
import { orgPoliciesQuery, orgTreeQuery, previewScp, type ScpPreviewBody } from '@/api/queries/organizations';
import { Panel } from '@/ui/panel';
import { useOpened } from '@/ui/aws/opened';
import { ErrorState, LoadingRows } from '@/ui/states';
import { PreviewForm } from './preview-form';
import { PreviewResult } from './preview-result';

const tried = new Set(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']);

/** Which real calls a change of SCPs or RCPs would deny. */
export function PreviewPanel({ credentialId }: { credentialId: number }) {
  const { t } = useTranslation();
  const tree = useQuery(orgTreeQuery(credentialId));
  const policies = useInfiniteQuery(orgPoliciesQuery(credentialId));
  const { name: wanted } = useOpened();
  const request = useRef<AbortController>(null);
  const preview = useMutation({
    mutationFn: (body: ScpPreviewBody) => {
      request.current = new AbortController();
      return previewScp(credentialId, body, request.current.signal);
    },
  });
  const failed = tree.error ?? policies.error;
  const again = () => void Promise.all([tree.refetch(), policies.refetch()]);
  return (
    <Stack gap="lg">
      <Panel
        id="preview"
        title={t('organizations.preview.title')}
        description={t('organizations.preview.body')}
      >
        {failed ? (
          <ErrorState error={failed} onRetry={again} />
        ) : !tree.data || !policies.data ? (
          <LoadingRows />
        ) : (
          <PreviewForm
            credentialId={credentialId}
            nodes={tree.data.nodes}
            policies={policies.data.pages.flatMap((page) => page.items).filter(({ type }) => tried.has(type))}
            wanted={wanted}
            busy={preview.isPending}
            onAsk={(body) => preview.mutate(body)}
          />
        )}
        {preview.isPending && (
          <Group gap="sm" mt="md" role="status">
            <Loader size="sm" />
            <Text fz="sm">{t('organizations.preview.working')}</Text>
            <Button size="compact-sm" variant="default" onClick={() => request.current?.abort()}>
              {t('ui.cancel')}
            </Button>
          </Group>
        )}
      </Panel>
      {preview.isError && !isAborted(preview.error) && (
        <Panel>
          <ErrorState
            error={preview.error}
            {...(preview.variables ? { onRetry: () => preview.mutate(preview.variables) } : {})}
          />
        </Panel>
      )}
      {preview.data && <PreviewResult preview={preview.data} />}
    </Stack>
  );
}
