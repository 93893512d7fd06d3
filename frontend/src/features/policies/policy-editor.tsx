import { Skeleton } from '@mantine/core';
import { lazy, Suspense, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyType } from '@/api/queries/policies';
import type { EditorHandle, Remark } from '@/ui/code-editor/code-editor';
import type { Mark } from '@/ui/code-editor/marks';
import classes from './policy-editor.module.css';

const CodeEditor = lazy(() => import('@/ui/code-editor/code-editor'));

const noRemarks: readonly Remark[] = [];

/** A policy document in an editor that is loaded when it is first wanted. */
export function PolicyEditor({
  value,
  onChange,
  label,
  hint,
  marks,
  remarks = noRemarks,
  policyType,
  tall = false,
  ref,
}: {
  value: string;
  onChange: (text: string) => void;
  label: string;
  hint?: string;
  marks?: readonly Mark[];
  /** Remarks on exactly the present text. */
  remarks?: readonly Remark[];
  /** As what it is completed and explained; by what it says when left out. */
  policyType?: PolicyType | undefined;
  /** As high as the text, within reason, instead of one height for all. */
  tall?: boolean;
  ref?: Ref<EditorHandle>;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.editor} data-tall={tall || undefined}>
      <Suspense
        fallback={
          <div role="status" aria-label={t('policies.result.editorLoading')}>
            <Skeleton height={240} radius={0} />
          </div>
        }
      >
        <CodeEditor
          {...(ref ? { ref } : {})}
          value={value}
          onChange={onChange}
          remarks={remarks}
          label={label}
          policyType={policyType}
          {...(hint ? { hint } : {})}
          {...(marks ? { marks } : {})}
        />
      </Suspense>
    </div>
  );
}
