import { Button, List, Stack, Text } from '@mantine/core';
import { IconArrowsSplit2, IconEqual } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyType } from '@/api/queries/policies';
import { onlineNewAccessQuery, type OnlineAccessAnswer } from '@/api/queries/policy-analysis';
import { Verdict } from '@/ui/verdict';
import { OnlinePanel, OnlineProblems } from './online-panel';

interface Documents {
  newer: string;
  existing: string;
  policyType: PolicyType | undefined;
}

/**
 * What IAM Access Analyzer says of new access, once somebody asks it. AWS charges for
 * each check, so an edit is checked only when somebody asks again.
 */
export function OnlineNewAccess(documents: Documents) {
  const { t } = useTranslation();
  const [asked, ask] = useState<Documents | null>(null);
  const ready = documents.newer.trim() !== '' && documents.existing.trim() !== '';
  const current = asked !== null && same(asked, documents);
  const answer = useQuery({
    ...onlineNewAccessQuery({
      new: asked?.newer ?? '',
      existing: asked?.existing ?? '',
      ...(asked?.policyType ? { policy_type: asked.policyType } : {}),
    }),
    enabled: asked !== null,
  });
  if (!ready) return null;
  return (
    <OnlinePanel
      id="online-new-access"
      title={t('compare.online.title')}
      about={t('compare.online.offBody')}
      on={asked !== null}
      onSwitch={(on) => ask(on ? documents : null)}
      asking={answer.isFetching}
      error={current && answer.isError ? answer.error : null}
      onRetry={() => void answer.refetch()}
    >
      {!current ? (
        <Stack gap={6} align="flex-start">
          <Text fz="sm">{t('compare.online.edited')}</Text>
          <Button size="compact-xs" variant="default" onClick={() => ask(documents)}>
            {t('policies.online.again')}
          </Button>
        </Stack>
      ) : (
        answer.data && <AnswerOfAWS answer={answer.data} onRetry={() => void answer.refetch()} />
      )}
    </OnlinePanel>
  );
}

function same(a: Documents, b: Documents): boolean {
  return a.newer === b.newer && a.existing === b.existing && a.policyType === b.policyType;
}

/** AWS's result beside the engine's, with its reasons. */
export function AnswerOfAWS({ answer, onRetry }: { answer: OnlineAccessAnswer; onRetry: () => void }) {
  const { t } = useTranslation();
  const { own, online } = answer;
  if (!online.answered || !online.result) {
    return (
      <OnlineProblems
        title={t('policies.online.notAnswered')}
        problems={online.problem ? [online.problem] : []}
        onRetry={onRetry}
      />
    );
  }
  return (
    <Stack gap="sm">
      <Verdict
        Icon={online.agrees ? IconEqual : IconArrowsSplit2}
        tone={online.agrees ? 'good' : 'warn'}
        title={t(online.agrees ? 'compare.online.agrees' : 'compare.online.differs')}
      >
        {t('compare.online.results', {
          aws: t(`compare.online.result.${online.result}`),
          own: t(`compare.online.result.${own}`),
        })}
        {online.message && <Text fz="sm">{online.message}</Text>}
      </Verdict>
      {online.reasons.length > 0 && (
        <List fz="sm" aria-label={t('compare.online.reasons')}>
          {online.reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
