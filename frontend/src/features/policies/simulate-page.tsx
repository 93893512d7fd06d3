import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { simulateQuery, type SimulationStatement } from '@/api/queries/policy-analysis';
import { Page } from '@/ui/page';
import { AppliedPolicies, type WantedStatement } from './applied-policies';
import { OnlineDecisions } from './online-decisions';
import { addContextKey, policyOf, toSimulateRequest, useSimulationDraft } from './simulation-draft';
import { marksOf } from './simulation-marks';
import { SimulationPanel } from './simulation-panel';
import { SimulationRequest } from './simulation-request';
import { useSettled } from './use-settled';
import classes from './simulate-page.module.css';

/** /policies/simulate: would a request be allowed, and why. */
export function SimulatePage() {
  const { t } = useTranslation();
  const [draft, setDraft] = useSimulationDraft();
  const [wanted, setWanted] = useState<WantedStatement | null>(null);
  const [newKey, setNewKey] = useState('');
  const { settled, current } = useSettled(toSimulateRequest(draft));
  const answer = useQuery({
    ...simulateQuery(settled ?? { principal: '', action: '' }),
    enabled: settled !== null && current,
  });
  const simulation = settled !== null && current ? answer.data : undefined;
  const marks = useMemo(() => marksOf(draft, simulation?.statements ?? []), [draft, simulation]);

  const show = (statement: SimulationStatement) => {
    const policy = policyOf(draft, statement);
    if (!policy) return;
    setDraft((old) => ({ ...old, open: policy.kind }));
    setWanted({ policy: policy.id, index: statement.statement_index });
  };

  return (
    <Page title={t('simulate.title')} description={t('simulate.description')} width={1400}>
      <div className={classes.columns}>
        <Stack gap="lg" miw={0}>
          <SimulationRequest draft={draft} onChange={setDraft} focusKey={newKey} />
          <AppliedPolicies
            draft={draft}
            onChange={setDraft}
            marks={marks}
            wanted={wanted}
            onShown={() => setWanted(null)}
          />
        </Stack>
        <Stack gap="lg" className={classes.answer}>
          <SimulationPanel
            draft={draft}
            ready={toSimulateRequest(draft) !== null}
            simulation={simulation}
            error={current && answer.isError ? answer.error : null}
            onRetry={() => void answer.refetch()}
            onShow={show}
            onAddKey={(key) => {
              setDraft((old) => addContextKey(old, key));
              setNewKey(key);
            }}
          />
          <OnlineDecisions request={toSimulateRequest(draft)} />
        </Stack>
      </div>
    </Page>
  );
}
