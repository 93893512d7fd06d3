import { Button, Collapse, Stack, Text, Textarea } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconMessageQuestion, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { explainQuery, type DeniedRequest } from '@/api/queries/policy-analysis';
import { Page } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { AnalysisProblem } from './analysis-problem';
import { AppliedPolicies } from './applied-policies';
import { DenialReport } from './denial-report';
import { exampleMessage, useDenial } from './denial';
import { policiesOf, type SimulationDraft } from './simulation-draft';
import { marksOf } from './simulation-marks';
import { useSettled } from './use-settled';
import { VerdictLoading } from '@/ui/verdict';
import classes from './simulate-page.module.css';

/** The policies to explain with; null when none was given. */
function requestOf(draft: SimulationDraft): DeniedRequest | null {
  if (draft.policies.every(({ text }) => text.trim() === '')) return null;
  return policiesOf(draft);
}

/** /policies/explain: why AWS said no, and what would make it a yes. */
export function ExplainPage() {
  const { t } = useTranslation();
  const [denial, change] = useDenial();
  const request = denial.withPolicies ? requestOf(denial.policies) : null;
  const { settled, current } = useSettled({ message: denial.message.trim(), request }, 500);
  const ready = denial.message.trim() !== '';
  const answer = useQuery({
    ...explainQuery(settled.message, settled.request),
    enabled: ready && current,
  });
  const explanation = ready && current ? answer.data : undefined;
  const marks = useMemo(
    () => marksOf(denial.policies, explanation?.statements ?? []),
    [denial.policies, explanation],
  );

  return (
    <Page title={t('explain.title')} description={t('explain.description')} width={1400}>
      <div className={classes.columns} data-even>
        <Stack gap="lg" miw={0}>
          <Panel
            id="message"
            title={t('explain.message')}
            actions={
              !ready && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={<IconSparkles size={14} />}
                  onClick={() => change((old) => ({ ...old, message: exampleMessage }))}
                >
                  {t('explain.example')}
                </Button>
              )
            }
          >
            <Stack gap="md">
              <Textarea
                aria-label={t('explain.message')}
                description={t('explain.messageHint')}
                placeholder={t('explain.placeholder')}
                autosize
                minRows={5}
                maxRows={14}
                maxLength={65536}
                spellCheck={false}
                styles={{
                  input: { fontFamily: 'var(--mantine-font-family-monospace)', fontVariantLigatures: 'none' },
                }}
                value={denial.message}
                onChange={(event) => {
                  const message = event.currentTarget.value;
                  change((old) => ({ ...old, message }));
                }}
              />
              <div>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  aria-expanded={denial.withPolicies}
                  leftSection={
                    denial.withPolicies ? <IconChevronUp size={15} /> : <IconChevronDown size={15} />
                  }
                  onClick={() => change((old) => ({ ...old, withPolicies: !old.withPolicies }))}
                >
                  {denial.withPolicies ? t('explain.hidePolicies') : t('explain.addPolicies')}
                </Button>
                {!denial.withPolicies && (
                  <Text fz="xs" c="dimmed" px={8} mt={2}>
                    {t('explain.policiesHint')}
                  </Text>
                )}
              </div>
            </Stack>
          </Panel>
          <Collapse expanded={denial.withPolicies} keepMounted={false}>
            <AppliedPolicies
              draft={denial.policies}
              onChange={(next) =>
                change((old) => ({
                  ...old,
                  policies: typeof next === 'function' ? next(old.policies) : next,
                }))
              }
              marks={marks}
              wanted={null}
              onShown={() => undefined}
            />
          </Collapse>
        </Stack>
        <div className={classes.answer} aria-live="polite">
          {!ready ? (
            <Panel>
              <EmptyState icon={<IconMessageQuestion size={22} />} title={t('explain.waiting')}>
                {t('explain.waitingBody')}
              </EmptyState>
            </Panel>
          ) : current && answer.isError ? (
            <Panel>
              <AnalysisProblem
                error={answer.error}
                names={{ message: t('explain.message') }}
                onRetry={() => void answer.refetch()}
              />
            </Panel>
          ) : explanation === undefined ? (
            <Panel>
              <VerdictLoading label={t('explain.explaining')} />
            </Panel>
          ) : (
            <DenialReport explanation={explanation} denial={denial} />
          )}
        </div>
      </div>
    </Page>
  );
}
