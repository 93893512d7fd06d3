import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import type { PolicyType } from '@/api/queries/policies';
import { policyAssist } from './assist';
import { look } from './look';
import { markLines, markedLines, type Mark } from './marks';

/** A remark on a piece of the text; places are UTF-16 units. */
export interface Remark {
  from: number;
  to: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
  fix?: { title: string; apply: () => void };
}

/** What a parent may ask of the editor. */
export interface EditorHandle {
  /** Puts the caret at a place, brings it into sight and takes the focus. */
  goTo: (place: number) => void;
}

const noMarks: readonly Mark[] = [];

/**
 * A JSON editor with remarks underlined. Tab leaves it, as in any other field.
 * Load it lazily: CodeMirror is large.
 */
export default function CodeEditor({
  value,
  onChange,
  remarks,
  marks = noMarks,
  label,
  hint = '',
  policyType,
  ref,
}: {
  value: string;
  onChange: (value: string) => void;
  /** Remarks on exactly the present value. */
  remarks: readonly Remark[];
  /** Values of the JSON text whose lines stand out. */
  marks?: readonly Mark[];
  label: string;
  /** Shown while there is no text. */
  hint?: string;
  /** As what the policy is completed and explained; by what it says when left out. */
  policyType?: PolicyType | undefined;
  ref?: Ref<EditorHandle>;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  const type = useRef(policyType);
  const first = useRef({ value, label, hint });

  useEffect(() => {
    changed.current = onChange;
    type.current = policyType;
  }, [onChange, policyType]);

  useEffect(() => {
    if (!host.current) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current.value,
        extensions: [
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          history(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          json(),
          look,
          markedLines,
          policyAssist(() => type.current),
          placeholder(first.current.hint),
          EditorState.tabSize.of(2),
          EditorView.contentAttributes.of({
            'aria-label': first.current.label,
            spellcheck: 'false',
            tabindex: '0',
          }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const end = editor.state.doc.length;
    const diagnostics = remarks.map(({ from, to, severity, message, fix }): Diagnostic => {
      const start = Math.min(from, end);
      return {
        from: start,
        to: Math.max(start, Math.min(to, end)),
        severity,
        message,
        ...(fix ? { actions: [{ name: fix.title, apply: fix.apply }] } : {}),
      };
    });
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [remarks]);

  useEffect(() => {
    view.current?.dispatch({ effects: markLines.of(marks) });
  }, [marks]);

  useImperativeHandle(ref, () => ({
    goTo: (place) => {
      const editor = view.current;
      if (!editor) return;
      const anchor = Math.min(place, editor.state.doc.length);
      editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      editor.focus();
    },
  }));

  return <div ref={host} style={{ height: '100%' }} />;
}
