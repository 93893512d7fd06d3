import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

// Colours are variables of the page, so that one look serves light and dark.
const frame = EditorView.theme({
  '&': {
    color: 'var(--mantine-color-text)',
    backgroundColor: 'transparent',
    fontSize: '0.8125rem',
    height: '100%',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    lineHeight: '1.6',
    overflow: 'auto',
  },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--mantine-color-text)' },
  '.cm-line': { padding: '0 14px 0 6px' },
  '.cm-gutters': {
    color: 'var(--mantine-color-dimmed)',
    // Not transparent: a long line scrolls away below the numbers.
    backgroundColor: 'var(--surface-raised)',
    border: 'none',
    paddingLeft: '6px',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': {
    backgroundColor: 'color-mix(in srgb, var(--mantine-color-brand-5) 6%, transparent)',
  },
  '.cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--mantine-color-text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'color-mix(in srgb, var(--mantine-color-brand-5) 28%, transparent) !important',
  },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-matchingBracket, .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in srgb, var(--mantine-color-brand-5) 20%, transparent)',
    outline: 'none',
  },
  '.cm-foldPlaceholder': {
    color: 'var(--mantine-color-dimmed)',
    backgroundColor: 'var(--surface-hover)',
    border: '1px solid var(--line-strong)',
    padding: '0 6px',
  },
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '1px' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--tone-bad) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': {
    textDecoration: 'underline wavy var(--tone-warn) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-info, .cm-lintRange-hint': {
    textDecoration: 'underline dotted var(--tone-info) 1.5px',
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip': {
    color: 'var(--mantine-color-text)',
    backgroundColor: 'var(--surface-raised)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--mantine-radius-md)',
    boxShadow: 'var(--mantine-shadow-md)',
    overflow: 'hidden',
    maxWidth: '520px',
  },
  '.cm-diagnostic': { padding: '8px 12px', borderLeftWidth: '3px', fontFamily: 'var(--mantine-font-family)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--tone-bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--tone-warn)' },
  '.cm-diagnostic-info, .cm-diagnostic-hint': { borderLeftColor: 'var(--tone-info)' },
  '.cm-diagnosticAction': {
    font: 'inherit',
    fontWeight: '550',
    color: 'var(--accent-text)',
    backgroundColor: 'var(--accent-soft)',
    borderRadius: '4px',
    padding: '2px 8px',
    marginLeft: '8px',
    cursor: 'pointer',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px', fontSize: '12px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--mantine-color-text)',
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-completionDetail': { color: 'var(--mantine-color-dimmed)', fontStyle: 'normal' },
  '.cm-assist': {
    padding: '8px 12px',
    maxWidth: '420px',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '12.5px',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
  },
  '.cm-assist-title': { fontFamily: 'var(--mantine-font-family-monospace)', fontWeight: '600' },
  '.cm-assist-detail, .cm-assist-fact': { color: 'var(--mantine-color-dimmed)' },
  '.cm-assist-text': { margin: '4px 0' },
  '.cm-placeholder': { color: 'var(--mantine-color-placeholder)' },
  '.cm-mark-good': {
    backgroundColor: 'color-mix(in srgb, var(--tone-good) 9%, transparent)',
    boxShadow: 'inset 3px 0 0 var(--tone-good)',
  },
  '.cm-mark-bad': {
    backgroundColor: 'color-mix(in srgb, var(--tone-bad) 9%, transparent)',
    boxShadow: 'inset 3px 0 0 var(--tone-bad)',
  },
  '.cm-mark-warn': {
    backgroundColor: 'color-mix(in srgb, var(--tone-warn) 9%, transparent)',
    boxShadow: 'inset 3px 0 0 var(--tone-warn)',
  },
  '.cm-gutter-lint': { width: '1.1em' },
  '.cm-lint-marker': { width: '0.75em', height: '0.75em' },
});

const words = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-value)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--mantine-color-dimmed)' },
  { tag: tags.invalid, color: 'var(--tone-bad)' },
]);

/** How the editor looks. */
export const look = [frame, syntaxHighlighting(words)];
