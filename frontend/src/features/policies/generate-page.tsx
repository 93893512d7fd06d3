import { Skeleton, Stack } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isAborted } from '@/api/errors';
import { generatePolicy } from '@/api/queries/policies';
import { showFormError } from '@/ui/notify';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { useDraft } from './draft';
import { toCases } from './examples-field';
import { GenerateForm, toRequest, useIntentForm, type IntentValues } from './generate-form';
import { PolicyWorkbench } from './policy-workbench';
import { WhyPanel } from './why-panel';
import classes from './generate-page.module.css';

const route = getRouteApi('/signed-in/policies/generate');

/** /policies/generate: a sentence becomes a policy, with its reasons and findings. */
export function GeneratePage() {
  const { t } = useTranslation();
  const { description = '' } = route.useSearch();
  const form = useIntentForm(description);
  const [draft, setDraft] = useDraft();
  const request = useRef<AbortController>(null);
  const generate = useMutation({
    mutationFn: (values: IntentValues) => {
      request.current = new AbortController();
      return generatePolicy(toRequest(values), request.current.signal);
    },
    onSuccess: (generated, values) =>
      setDraft(() => ({
        generated,
        text: generated.document,
        policyType: 'identity',
        cases: toCases(values.examples),
      })),
    onError: (error) => {
      if (!isAborted(error)) showFormError(form, error, { 'policies.not_understood': 'description' });
    },
  });

  // Whoever comes with a sentence in the address wants its policy.
  const arrive = useEffectEvent((sentence: string) => {
    form.setFieldValue('description', sentence);
    if (sentence.trim().length >= 3) generate.mutate({ ...form.values, description: sentence });
  });
  useEffect(() => {
    if (description) arrive(description);
  }, [description]);

  return (
    <Page title={t('policies.title')} description={t('policies.description')} width={1320}>
      <div className={classes.columns}>
        <Stack gap="lg" miw={0}>
          <GenerateForm
            form={form}
            pending={generate.isPending}
            onSubmit={(values) => generate.mutate(values)}
            onCancel={() => request.current?.abort()}
          />
          {draft && <WhyPanel result={draft.generated} />}
        </Stack>
        <Stack gap="lg" miw={0} aria-busy={generate.isPending}>
          {draft && !generate.isPending ? (
            <PolicyWorkbench draft={draft} onChange={setDraft} />
          ) : (
            <Waiting pending={generate.isPending} />
          )}
        </Stack>
      </div>
    </Page>
  );
}

function Waiting({ pending }: { pending: boolean }) {
  const { t } = useTranslation();
  if (pending) return <Skeleton h={420} radius="lg" aria-label={t('policies.result.generating')} />;
  return (
    <Panel>
      <EmptyState icon={<IconWand size={22} />} title={t('policies.result.waiting')}>
        {t('policies.result.waitingBody')}
      </EmptyState>
    </Panel>
  );
}
