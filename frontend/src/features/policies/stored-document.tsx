import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconDeviceFloppy, IconDownload, IconGitMerge } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredPolicy } from '@/api/queries/library';
import type { PolicyFinding } from '@/api/queries/policies';
import { session } from '@/api/session';
import { downloadText } from '@/lib/download';
import { applyEdits, byteIndex } from '@/lib/text-edits';
import type { EditorHandle } from '@/ui/code-editor/code-editor';
import { CopyButton } from '@/ui/copy-button';
import { GuardedButton } from '@/ui/guarded-button';
import { Panel } from '@/ui/panel';
import { CasesPanel } from './cases-panel';
import { ConflictDialog } from './conflict-dialog';
import { EditRelation } from './edit-relation';
import { FindingsPanel } from './findings-panel';
import { useKept } from './kept';
import { PolicyEditor } from './policy-editor';
import { RewriteMenu } from './rewrite-menu';
import { SaveVersion } from './save-version';
import { SizeMeter } from './size-meter';
import { useChecked } from './use-checked';
import classes from './stored-document.module.css';

/** An edit that is not stored, and the version it began with. */
interface Edit {
  text: string;
  base: number;
  /** The text of that version. */
  before: string;
}

/** The newest document in an editor: checked, compared and tried with its cases at every edit. */
export function StoredDocument({ policy, readOnly }: { policy: StoredPolicy; readOnly: string | null }) {
  const { t } = useTranslation();
  const editor = useRef<EditorHandle>(null);
  const [kept, setEdit] = useKept<Edit | null>(`edit-${policy.id}`, null);
  const edit = kept && kept.text !== kept.before ? kept : null;
  const text = edit?.text ?? policy.document;
  const before = edit?.before ?? policy.document;
  const base = edit?.base ?? policy.version;
  const behind = base < policy.version;
  const [saving, setSaving] = useState(false);
  const [conflict, setConflict] = useState(false);

  const { version, document } = policy;
  const setText = useCallback(
    (next: string) =>
      setEdit((old) =>
        old && old.text !== old.before
          ? { ...old, text: next }
          : { text: next, base: version, before: document },
      ),
    [setEdit, version, document],
  );
  const fix = useCallback(
    (finding: PolicyFinding) => {
      const mended = finding.fix ? applyEdits(text, finding.fix.edits) : null;
      if (mended !== null) setText(mended);
    },
    [text, setText],
  );
  const { check, checked, current, findings, remarks } = useChecked(
    text,
    policy.policy_type,
    policy.document,
    fix,
  );

  return (
    <div className={classes.columns}>
      <Stack gap="lg" miw={0}>
        {behind && (
          <Alert color="yellow" icon={<IconGitMerge size={18} />} role="status">
            <Group justify="space-between" gap="sm">
              <Text fz="sm">{t('library.policy.newer', { version: policy.version, base })}</Text>
              <Button size="compact-sm" variant="default" onClick={() => setConflict(true)}>
                {t('library.policy.newerLook')}
              </Button>
            </Group>
          </Alert>
        )}
        <Panel
          id="document"
          flush
          title={
            <Group gap={8}>
              {t('library.policy.version', { version: base })}
              {edit && <Badge color="orange">{t('library.policy.unsaved')}</Badge>}
            </Group>
          }
          actions={
            <Group gap={6} justify="flex-end">
              {edit && (
                <Button
                  size="xs"
                  variant="subtle"
                  color="gray"
                  leftSection={<IconArrowBackUp size={15} />}
                  onClick={() => setEdit(null)}
                >
                  {t('library.policy.discard')}
                </Button>
              )}
              <RewriteMenu text={text} policyType={policy.policy_type} onAccept={setText} />
              <CopyButton text={text} what={t('policies.result.copy')} size="md" />
              {session.home === 'browser' && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconDownload size={15} />}
                  onClick={() => downloadText(`${policy.name}.json`, text, 'application/json')}
                >
                  {t('library.policy.download')}
                </Button>
              )}
              <GuardedButton
                size="xs"
                leftSection={<IconDeviceFloppy size={15} />}
                reason={readOnly}
                disabled={!edit && readOnly === null}
                onClick={() => (behind ? setConflict(true) : setSaving(true))}
              >
                {t('library.policy.save')}
              </GuardedButton>
            </Group>
          }
        >
          <PolicyEditor
            ref={editor}
            value={text}
            onChange={setText}
            remarks={remarks}
            label={t('library.policy.editor')}
            policyType={policy.policy_type}
            tall
          />
          {edit && (
            <EditRelation
              before={before}
              after={text}
              policyType={policy.policy_type}
              same={t('library.change.stripEquivalent')}
            />
          )}
          <Group className={classes.foot} mih={40}>
            {checked && <SizeMeter size={checked.validation.size} />}
          </Group>
        </Panel>
        <FindingsPanel
          findings={findings}
          checking={check.isFetching || !current}
          current={current}
          error={check.isError ? check.error : null}
          onRetry={() => void check.refetch()}
          onFix={fix}
          onGoTo={(finding) => editor.current?.goTo(byteIndex(text)(finding.offset))}
        />
      </Stack>
      <CasesPanel policy={policy} text={text} readOnly={readOnly} />
      <SaveVersion
        opened={saving}
        onClose={() => setSaving(false)}
        policy={policy}
        before={before}
        text={text}
        base={base}
        onSaved={() => setEdit(null)}
        onConflict={() => setConflict(true)}
      />
      <ConflictDialog
        opened={conflict}
        onClose={() => setConflict(false)}
        policyId={policy.id}
        base={base}
        text={text}
        onMine={(newest) => {
          setEdit({ text, base: newest.version, before: newest.document });
          setConflict(false);
          setSaving(true);
        }}
        onTheirs={() => {
          setEdit(null);
          setConflict(false);
        }}
      />
    </div>
  );
}
