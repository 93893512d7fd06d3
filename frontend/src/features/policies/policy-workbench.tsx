import { Badge, Button, Group, Select, Skeleton, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconArrowBackUp, IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyFinding } from '@/api/queries/policies';
import { session } from '@/api/session';
import { downloadText } from '@/lib/download';
import { applyEdits, byteIndex } from '@/lib/text-edits';
import type { EditorHandle } from '@/ui/code-editor/code-editor';
import { Panel } from '@/ui/panel';
import { policyTypes } from '@/ui/policies/policy-types';
import type { Draft } from './draft';
import { EditRelation } from './edit-relation';
import { FindingsPanel } from './findings-panel';
import { OnlineFindings } from './online-findings';
import { RewriteMenu } from './rewrite-menu';
import { SaveToLibrary } from './save-to-library';
import { SizeMeter } from './size-meter';
import { useChecked } from './use-checked';
import classes from './policy-workbench.module.css';

const CodeEditor = lazy(() => import('@/ui/code-editor/code-editor'));

/** The policy in an editor, checked while it changes, with its findings and their fixes. */
export function PolicyWorkbench({
  draft,
  onChange,
}: {
  draft: Draft;
  onChange: (update: (draft: Draft | null) => Draft | null) => void;
}) {
  const { t } = useTranslation();
  const editor = useRef<EditorHandle>(null);
  const clipboard = useClipboard({ timeout: 1500 });
  const setText = useCallback(
    (text: string) => onChange((old) => (old ? { ...old, text } : old)),
    [onChange],
  );
  const fix = useCallback(
    (finding: PolicyFinding) =>
      onChange((old) => {
        const text = old && finding.fix ? applyEdits(old.text, finding.fix.edits) : null;
        return old && text !== null ? { ...old, text } : old;
      }),
    [onChange],
  );

  const { check, checked, current, findings, remarks } = useChecked(
    draft.text,
    draft.policyType,
    draft.generated.document,
    fix,
  );

  return (
    <>
      <Panel
        id="document"
        flush
        title={
          <Group gap={8}>
            {t('policies.result.document')}
            <Badge color="gray">
              {draft.generated.origin === 'bedrock'
                ? t('policies.result.bedrock')
                : t('policies.result.offline')}
            </Badge>
            {draft.text !== draft.generated.document && <Badge>{t('policies.result.edited')}</Badge>}
          </Group>
        }
        actions={
          <Group gap={6} justify="flex-end">
            {draft.text !== draft.generated.document && (
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                leftSection={<IconArrowBackUp size={15} />}
                onClick={() => setText(draft.generated.document)}
              >
                {t('policies.result.revert')}
              </Button>
            )}
            <RewriteMenu text={draft.text} policyType={draft.policyType} onAccept={setText} />
            <Button
              size="xs"
              variant="default"
              leftSection={clipboard.copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              onClick={() => clipboard.copy(draft.text)}
            >
              {clipboard.copied ? t('policies.result.copiedButton') : t('policies.result.copyButton')}
            </Button>
            {session.home === 'browser' && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconDownload size={15} />}
                onClick={() => downloadText('policy.json', draft.text, 'application/json')}
              >
                {t('policies.result.download')}
              </Button>
            )}
            <SaveToLibrary draft={draft} />
          </Group>
        }
      >
        <div className={classes.editor}>
          <Suspense
            fallback={
              <div role="status" aria-label={t('policies.result.editorLoading')}>
                <Skeleton height={240} radius={0} />
              </div>
            }
          >
            <CodeEditor
              ref={editor}
              value={draft.text}
              onChange={setText}
              remarks={remarks}
              label={t('policies.result.editor')}
              policyType={draft.policyType}
            />
          </Suspense>
        </div>
        {draft.text !== draft.generated.document && (
          <EditRelation before={draft.generated.document} after={draft.text} policyType={draft.policyType} />
        )}
        <Group className={classes.foot} gap="md" wrap="nowrap">
          <Select
            size="xs"
            w={190}
            aria-label={t('policies.result.type')}
            value={draft.policyType}
            onChange={(type) => onChange((old) => (old && type ? { ...old, policyType: type } : old))}
            data={policyTypes.map((value) => ({ value, label: t(`policies.types.${value}`) }))}
          />
          {checked ? <SizeMeter size={checked.validation.size} /> : <Text fz="xs">&nbsp;</Text>}
        </Group>
      </Panel>
      <FindingsPanel
        findings={findings}
        checking={check.isFetching || !current}
        current={current}
        error={check.isError ? check.error : null}
        onRetry={() => void check.refetch()}
        onFix={fix}
        onGoTo={(finding) => editor.current?.goTo(byteIndex(draft.text)(finding.offset))}
      />
      <OnlineFindings
        text={draft.text}
        policyType={draft.policyType}
        onGoTo={(finding) => editor.current?.goTo(byteIndex(draft.text)(finding.offset))}
      />
    </>
  );
}
